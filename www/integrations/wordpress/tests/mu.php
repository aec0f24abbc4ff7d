<?php
// Lets WordPress ask a static host on the loopback, which it refuses of any site by itself, and asks nothing of
// any other host.
// SPDX-License-Identifier: EUPL-1.2
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter(
	'http_allowed_safe_ports',
	function ( $ports ) {
		return array_merge( $ports, array( (int) getenv( 'CMS_STATIC_PORT' ) ) );
	}
);
add_filter(
	'pre_http_request',
	function ( $answer, $args, $url ) {
		return '127.0.0.1' === wp_parse_url( $url, PHP_URL_HOST ) ? $answer : new WP_Error( 'offline', $url );
	},
	10,
	3
);
