<?php
/**
 * Plugin Name:       Commune Widgets
 * Description:       Energy, consultations, services and cyber-hygiene for a commune's site: a block and a shortcode for each. No account, no cookie, no tracking.
 * Version:           0.1.0
 * Requires at least: 5.8
 * Requires PHP:      7.4
 * Author:            commune-widgets
 * License:           EUPL-1.2
 * License URI:       https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12
 * Text Domain:       commune-widgets
 * Domain Path:       /languages
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

define( 'COMMUNE_WIDGETS_VERSION', '0.1.0' );
define( 'COMMUNE_WIDGETS_DIR', plugin_dir_path( __FILE__ ) );
define( 'COMMUNE_WIDGETS_URL', plugin_dir_url( __FILE__ ) );
define( 'COMMUNE_WIDGETS_COMMUNES', COMMUNE_WIDGETS_DIR . 'communes.json' );

require_once COMMUNE_WIDGETS_DIR . 'includes/names.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/attributes.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/widgets.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/options.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/script.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/render.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/blocks.php';
require_once COMMUNE_WIDGETS_DIR . 'includes/oembed.php';
if ( is_admin() ) {
	require_once COMMUNE_WIDGETS_DIR . 'includes/settings.php';
}

/**
 * Loads the messages of the language, whatever its country: fr_FR, fr_BE and fr_CA are all French.
 */
function commune_widgets_messages() {
	$language = substr( determine_locale(), 0, 2 );
	$file     = COMMUNE_WIDGETS_DIR . 'languages/commune-widgets-' . $language . '.mo';
	unload_textdomain( 'commune-widgets' );
	if ( in_array( $language, array( 'fr', 'nl' ), true ) && is_readable( $file ) ) {
		load_textdomain( 'commune-widgets', $file );
	}
}
add_action( 'init', 'commune_widgets_messages', 1 );
add_action( 'change_locale', 'commune_widgets_messages' );
