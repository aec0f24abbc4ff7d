<?php
/**
 * The blocks: drawn by the server, so that nothing but their attributes is in the post.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * Registers the script of the editor, then a block for each widget.
 */
function commune_widgets_blocks() {
	$needs = array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components' );
	wp_register_script( 'commune-widgets-editor', COMMUNE_WIDGETS_URL . 'editor.js', $needs, COMMUNE_WIDGETS_VERSION, true );
	foreach ( array_keys( commune_widgets_all() ) as $widget ) {
		register_block_type(
			COMMUNE_WIDGETS_DIR . 'blocks/' . $widget,
			array(
				'render_callback' => function ( $attributes ) use ( $widget ) {
					return commune_widgets_block( $widget, $attributes );
				},
			)
		);
	}
}
add_action( 'init', 'commune_widgets_blocks' );

/**
 * A block as HTML.
 *
 * @param string $widget     Name.
 * @param array  $attributes The block's, their names in camel case.
 * @return string
 */
function commune_widgets_block( $widget, $attributes ) {
	$asked = array();
	foreach ( (array) $attributes as $name => $value ) {
		$name           = strtolower( preg_replace( '/([A-Z])/', '-$1', (string) $name ) );
		$asked[ $name ] = is_bool( $value ) ? ( $value ? '1' : '' ) : $value;
	}
	return '<div ' . get_block_wrapper_attributes() . '>' . commune_widgets_render( $widget, $asked ) . '</div>';
}

/**
 * Gives the editor what it shows: the communes, the words and the fields.
 */
function commune_widgets_editor() {
	$list    = commune_widgets_names( COMMUNE_WIDGETS_COMMUNES );
	$options = commune_widgets_options();
	$given   = array(
		'communes' => wp_list_pluck( $list['communes'], 'name' ),
		'site'     => commune_widgets_name( $options['commune'], COMMUNE_WIDGETS_COMMUNES ),
		'widgets'  => commune_widgets_all(),
		'words'    => array(
			'commune'    => __( 'Commune', 'commune-widgets' ),
			/* translators: %s: name of the commune set for the whole site. */
			'site'       => __( 'Without a choice: %s, as set for this site.', 'commune-widgets' ),
			'none'       => __( 'Choose the commune that this widget speaks of.', 'commune-widgets' ),
			'shown'      => __( 'The widget is drawn on the published page.', 'commune-widgets' ),
			'settings'   => __( 'Language and appearance', 'commune-widgets' ),
			'message'    => __( 'Message from the commune', 'commune-widgets' ),
			'lang'       => __( 'Language', 'commune-widgets' ),
			'appearance' => __( 'Colours', 'commune-widgets' ),
			'level'      => __( 'Level of the title', 'commune-widgets' ),
			'page'       => __( 'As the page', 'commune-widgets' ),
			'light'      => __( 'Light', 'commune-widgets' ),
			'dark'       => __( 'Dark', 'commune-widgets' ),
			'auto'       => __( 'As the visitor’s device', 'commune-widgets' ),
			'notice'     => __( 'Message above the widget, such as a closure', 'commune-widgets' ),
			'until'      => __( 'Last day of the message (2026-12-31)', 'commune-widgets' ),
			'hideRank'   => __( 'Leave out the place among the communes', 'commune-widgets' ),
			'process'    => __( 'One consultation only: its identifier', 'commune-widgets' ),
			'kind'       => __( 'Kind of place chosen at first, such as mediatheque', 'commune-widgets' ),
			'place'      => __( 'One place only: its identifier', 'commune-widgets' ),
			'share'      => __( 'Links to a search may be made', 'commune-widgets' ),
			'audience'   => __( 'Whose questions', 'commune-widgets' ),
			'residents'  => __( 'Residents', 'commune-widgets' ),
			'staff'      => __( 'Staff', 'commune-widgets' ),
			'elected'    => __( 'Elected members', 'commune-widgets' ),
			'diagnosis'  => __( 'Self-diagnosis of the commune', 'commune-widgets' ),
		),
	);
	wp_add_inline_script( 'commune-widgets-editor', 'window.communeWidgetsEditor = ' . wp_json_encode( $given ) . ';', 'before' );
}
add_action( 'enqueue_block_editor_assets', 'commune_widgets_editor' );
