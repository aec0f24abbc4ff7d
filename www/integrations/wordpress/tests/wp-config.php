<?php
// Configuration of the WordPress that the tests install; what differs comes from the environment.
// SPDX-License-Identifier: EUPL-1.2
define( 'DB_NAME', 'cms' );
define( 'DB_USER', getenv( 'CMS_DB_USER' ) );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'CMS_DB_SOCKET' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as $key ) {
	define( $key, 'for tests on 127.0.0.1 only: ' . $key );
}
define( 'WP_HOME', getenv( 'CMS_ORIGIN' ) );
define( 'WP_SITEURL', getenv( 'CMS_ORIGIN' ) );
// Application passwords work without TLS in a local environment.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', getenv( 'CMS_LOG' ) );
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
