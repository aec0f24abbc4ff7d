<?php
// php plugin.php WORDPRESS on OPTIONS_JSON | off | uninstall: as an administrator would; prints what went wrong,
// or OK. `option` prints the option as it stands.
// SPDX-License-Identifier: EUPL-1.2
$_SERVER['HTTP_HOST'] = parse_url( getenv( 'CMS_ORIGIN' ), PHP_URL_HOST ) . ':' . parse_url( getenv( 'CMS_ORIGIN' ), PHP_URL_PORT );
define( 'WP_ADMIN', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
$plugin = 'commune-widgets/commune-widgets.php';
switch ( $argv[2] ) {
	case 'on':
		$error = activate_plugin( $plugin );
		// Activated in this request: its admin part has been loaded as well.
		commune_widgets_setting();
		update_option( 'commune_widgets', json_decode( $argv[3], true ) );
		echo is_wp_error( $error ) ? $error->get_error_message() : 'OK ' . json_encode( get_option( 'commune_widgets' ) ), "\n";
		break;
	case 'off':
		deactivate_plugins( $plugin );
		echo "OK\n";
		break;
	case 'uninstall':
		deactivate_plugins( $plugin );
		uninstall_plugin( $plugin );
		global $wpdb;
		$left = $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%commune%'" );
		echo $left ? implode( ', ', $left ) : 'OK', "\n";
		break;
}
