<?php
/**
 * The one script, loaded on pages that hold a widget and on no others.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * Asks for the script; asking twice changes nothing.
 */
function commune_widgets_enqueue() {
	wp_enqueue_script( 'commune-widgets', commune_widgets_address( 'commune-widgets.js' ), array(), COMMUNE_WIDGETS_VERSION, true );
}

/**
 * Writes the tag: a module, since the script is one, and with the marks by which optimisers leave it as it is
 * (joined with others or delayed, it no longer finds the files beside it or starts too late).
 *
 * @param string $tag    The tag as WordPress would write it.
 * @param string $handle Whose.
 * @param string $src    Address.
 * @return string
 */
function commune_widgets_tag( $tag, $handle, $src ) {
	if ( 'commune-widgets' !== $handle ) {
		return $tag;
	}
	return '<script type="module" src="' . esc_url( $src ) . '" id="commune-widgets-js" data-cfasync="false" data-no-optimize="1" data-noptimize="1" nowprocket></script>' . "\n";
}
add_filter( 'script_loader_tag', 'commune_widgets_tag', 10, 3 );

/**
 * Sees to widgets that were pasted as HTML.
 *
 * @param string $content A post's content.
 * @return string The same.
 */
function commune_widgets_pasted( $content ) {
	if ( preg_match( '/<commune-[a-z]|class=["\'][^"\']*\bcommune-widget\b/', (string) $content ) ) {
		commune_widgets_enqueue();
	}
	return $content;
}
add_filter( 'the_content', 'commune_widgets_pasted', 20 );
add_filter( 'widget_text', 'commune_widgets_pasted', 20 );
