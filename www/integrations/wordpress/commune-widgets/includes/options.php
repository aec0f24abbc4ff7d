<?php
/**
 * The one option, and the addresses that follow from it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * The settings.
 *
 * @return array{source: string, host: string, commune: string} `source` is local or host, `host` ends with `/`
 *                                                              or is empty, `commune` is an INSEE code or empty.
 */
function commune_widgets_options() {
	$default = array(
		'source'  => 'local',
		'host'    => '',
		'commune' => '',
	);
	return array_merge( $default, array_intersect_key( (array) get_option( 'commune_widgets', array() ), $default ) );
}

/**
 * Makes settings safe, whoever wrote them.
 *
 * @param mixed $asked What a form sent.
 * @return array
 */
function commune_widgets_clean( $asked ) {
	$asked = is_array( $asked ) ? $asked : array();
	$text  = function ( $name ) use ( $asked ) {
		return isset( $asked[ $name ] ) && is_string( $asked[ $name ] ) ? trim( $asked[ $name ] ) : '';
	};
	$host  = esc_url_raw( $text( 'host' ), array( 'https', 'http' ) );
	// A folder: what follows a question mark or a hash has no meaning there.
	$host = preg_replace( '/[?#].*$/', '', (string) $host );
	if ( '' !== $host ) {
		$host = trailingslashit( $host );
	}
	return array(
		'source'  => 'host' === $text( 'source' ) && '' !== $host ? 'host' : 'local',
		'host'    => $host,
		'commune' => commune_widgets_insee( $text( 'commune' ), COMMUNE_WIDGETS_COMMUNES ),
	);
}

/**
 * The address of a file of the release, from where the settings say that it comes.
 *
 * @param string $path Path below the shell's folder.
 * @return string
 */
function commune_widgets_address( $path ) {
	$options = commune_widgets_options();
	return 'host' === $options['source'] ? $options['host'] . $path : COMMUNE_WIDGETS_URL . 'assets/' . $path;
}

/**
 * Where a file about the communes is: in the plugin, else with the metropole, else nowhere.
 *
 * @param string $path Path below the shell's folder.
 * @return string An address, or an empty text.
 */
function commune_widgets_data( $path ) {
	$options = commune_widgets_options();
	if ( 'local' === $options['source'] && is_file( COMMUNE_WIDGETS_DIR . 'assets/' . $path ) ) {
		return COMMUNE_WIDGETS_URL . 'assets/' . $path;
	}
	return '' === $options['host'] ? '' : $options['host'] . $path;
}
