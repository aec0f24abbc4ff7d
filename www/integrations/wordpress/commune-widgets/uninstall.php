<?php
/**
 * Removes the one option that the plugin has written, on every site of a network.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $commune_widgets_site ) {
		switch_to_blog( $commune_widgets_site );
		delete_option( 'commune_widgets' );
		restore_current_blog();
	}
} else {
	delete_option( 'commune_widgets' );
}
