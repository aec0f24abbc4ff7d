<?php
/**
 * The metropole's embed pages, pasted as an address on a line of their own.
 *
 * Their oEmbed JSON is static: one file beside each page. WordPress frames what it finds by itself as well, but
 * cuts such frames at 1000 pixels; those of a host named in the settings grow with their content.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * What an address of an embed page looks like.
 *
 * @return string A pattern, or an empty text without a host.
 */
function commune_widgets_pattern() {
	$options = commune_widgets_options();
	if ( '' === $options['host'] ) {
		return '';
	}
	$widgets = implode( '|', array_keys( commune_widgets_all() ) );
	return '#^' . preg_quote( $options['host'] . 'embed/', '#' ) . "(?:$widgets)/[0-9][0-9AB][0-9]{3}\\.html(?:\\?[A-Za-z0-9=&;_-]*)?\$#";
}

/**
 * Registers the provider.
 */
function commune_widgets_provider() {
	$pattern = commune_widgets_pattern();
	if ( '' !== $pattern ) {
		$options = commune_widgets_options();
		wp_oembed_add_provider( $pattern, $options['host'] . 'embed/', true );
	}
}
add_action( 'init', 'commune_widgets_provider' );

/**
 * Whether an address is that of an embed page of the metropole.
 *
 * @param string $url Address.
 * @return bool
 */
function commune_widgets_is_embed( $url ) {
	$pattern = commune_widgets_pattern();
	return '' !== $pattern && 1 === preg_match( $pattern, (string) $url );
}

/**
 * Asks for the static JSON of the page, where a provider has one address for all.
 *
 * @param string $provider What WordPress would ask.
 * @param string $url      The page.
 * @return string
 */
function commune_widgets_fetch( $provider, $url ) {
	return commune_widgets_is_embed( $url ) ? preg_replace( '/\.html(\?.*)?$/', '.json', $url ) : $provider;
}
add_filter( 'oembed_fetch_url', 'commune_widgets_fetch', 10, 2 );

/**
 * Writes the frame, whatever HTML came: sandboxed, without an origin of its own.
 *
 * @param string|false $html What WordPress made of the answer.
 * @param object       $data The answer.
 * @param string       $url  The page.
 * @return string|false
 */
function commune_widgets_frame( $html, $data, $url ) {
	if ( ! commune_widgets_is_embed( $url ) || false === $html ) {
		return $html;
	}
	$title = isset( $data->title ) && is_string( $data->title ) ? $data->title : __( 'Widget of the commune', 'commune-widgets' );
	return '<iframe class="commune-embed" src="' . esc_url( $url ) . '" title="' . esc_attr( $title ) . '" width="100%" height="700" loading="lazy" sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals" style="border:0"></iframe>';
}
add_filter( 'oembed_dataparse', 'commune_widgets_frame', 30, 3 );

/**
 * Loads the script that gives each frame its height.
 *
 * @param string $html The embed, perhaps from WordPress's cache.
 * @return string The same.
 */
function commune_widgets_height( $html ) {
	if ( false !== strpos( (string) $html, 'class="commune-embed"' ) ) {
		wp_enqueue_script( 'commune-widgets-height', COMMUNE_WIDGETS_URL . 'height.js', array(), COMMUNE_WIDGETS_VERSION, true );
	}
	return $html;
}
add_filter( 'embed_oembed_html', 'commune_widgets_height' );
