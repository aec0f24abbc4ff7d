<?php
// php setup.php WORDPRESS: makes the database, the site, its users and their application passwords, and prints
// the latter as JSON.
// SPDX-License-Identifier: EUPL-1.2
$db = mysqli_init();
$db->real_connect( null, getenv( 'CMS_DB_USER' ), '', null, 0, getenv( 'CMS_DB_SOCKET' ) );
$db->query( 'CREATE DATABASE cms CHARACTER SET utf8mb4' );
$db->close();
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = parse_url( getenv( 'CMS_ORIGIN' ), PHP_URL_HOST ) . ':' . parse_url( getenv( 'CMS_ORIGIN' ), PHP_URL_PORT );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
// No mail leaves an installation of the tests.
function wp_mail() {
	return true;
}
wp_install( 'Commune', 'admin', 'admin@example.org', true, '', 'admin-for-tests' );
switch_theme( 'twentytwentythree' );
$passwords = array();
foreach ( array( 'admin' => 'administrator', 'author' => 'author', 'contributor' => 'contributor' ) as $name => $role ) {
	$user = get_user_by( 'login', $name );
	$id   = $user ? $user->ID : wp_insert_user(
		array(
			'user_login' => $name,
			'user_pass'  => "$name-for-tests",
			'user_email' => "$name@example.org",
			'role'       => $role,
		)
	);
	list( $password ) = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'tests' ) );
	$passwords[ $name ] = $password;
}
echo json_encode( array( 'version' => get_bloginfo( 'version' ), 'passwords' => $passwords ) ), "\n";
