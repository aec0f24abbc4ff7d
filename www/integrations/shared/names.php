<?php
/**
 * Which commune a name means: the same rules as `commune-packs communes` (packs/src/communes/name.rs).
 *
 * Shared by the WordPress and the SPIP plugin; it calls no function of either. The list is written by
 * `commune-packs plugin`.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

if ( ! function_exists( 'commune_widgets_names' ) ) {

	/**
	 * The list of names.
	 *
	 * @param string $file Path of communes.json.
	 * @return array{communes: array, parts: array} Empty lists where the file is missing or broken.
	 */
	function commune_widgets_names( $file ) {
		static $read = array();
		if ( ! isset( $read[ $file ] ) ) {
			$text          = is_readable( $file ) ? file_get_contents( $file ) : '';
			$list          = json_decode( (string) $text, true );
			$list          = is_array( $list ) ? $list : array();
			$read[ $file ] = array(
				'communes' => isset( $list['communes'] ) ? $list['communes'] : array(),
				'parts'    => isset( $list['parts'] ) ? $list['parts'] : array(),
			);
		}
		return $read[ $file ];
	}

	/**
	 * A name in small letters without accents, its words joined by `_`.
	 *
	 * @param string $text Any text, in UTF-8; HTML entities are read.
	 * @return string
	 */
	function commune_widgets_normal( $text ) {
		$text = html_entity_decode( (string) $text, ENT_QUOTES, 'UTF-8' );
		$text = strtr(
			$text,
			array(
				'À' => 'a', 'Â' => 'a', 'Ä' => 'a', 'à' => 'a', 'â' => 'a', 'ä' => 'a',
				'Ç' => 'c', 'ç' => 'c',
				'É' => 'e', 'È' => 'e', 'Ê' => 'e', 'Ë' => 'e', 'é' => 'e', 'è' => 'e', 'ê' => 'e', 'ë' => 'e',
				'Î' => 'i', 'Ï' => 'i', 'î' => 'i', 'ï' => 'i',
				'Ô' => 'o', 'Ö' => 'o', 'ô' => 'o', 'ö' => 'o',
				'Ù' => 'u', 'Û' => 'u', 'Ü' => 'u', 'ù' => 'u', 'û' => 'u', 'ü' => 'u',
				'Ÿ' => 'y', 'ÿ' => 'y', 'Œ' => 'oe', 'œ' => 'oe', 'Æ' => 'ae', 'æ' => 'ae',
			)
		);
		return trim( (string) preg_replace( '/[^a-z0-9]+/', '_', strtolower( $text ) ), '_' );
	}

	/**
	 * A normal name without its article and with one way of writing 'Saint'.
	 *
	 * @param string $normal What commune_widgets_normal() gave.
	 * @return string
	 */
	function commune_widgets_key( $normal ) {
		$words = explode( '_', $normal );
		foreach ( $words as $index => $word ) {
			if ( 'st' === $word || 'ste' === $word ) {
				$words[ $index ] = 'st' === $word ? 'saint' : 'sainte';
			}
		}
		if ( count( $words ) > 1 && in_array( $words[0], array( 'le', 'la', 'les', 'l' ), true ) ) {
			array_shift( $words );
		}
		return implode( '_', $words );
	}

	/**
	 * The INSEE code of a commune's name; a code is given back as it is.
	 *
	 * @param string $text Name or code.
	 * @param string $file Path of communes.json.
	 * @return string Empty where no commune has that name, or where several have.
	 */
	function commune_widgets_insee( $text, $file ) {
		$text = trim( (string) $text );
		if ( preg_match( '/^[0-9][0-9AB][0-9]{3}$/i', $text ) ) {
			return strtoupper( $text );
		}
		$normal = commune_widgets_normal( $text );
		if ( '' === $normal ) {
			return '';
		}
		$list = commune_widgets_names( $file );
		// The exact name first: 'La' or 'Le' in front tells two communes apart. Then any way of writing it,
		// then the associated communes, which are part of another one.
		$exact = function ( $name ) use ( $normal ) {
			return commune_widgets_normal( $name ) === $normal;
		};
		$alike = function ( $name ) use ( $normal ) {
			return commune_widgets_key( commune_widgets_normal( $name ) ) === commune_widgets_key( $normal );
		};
		foreach ( array( array( 'communes', $exact ), array( 'communes', $alike ), array( 'parts', $alike ) ) as $try ) {
			$found = array();
			foreach ( $list[ $try[0] ] as $one ) {
				if ( $try[1]( $one['name'] ) ) {
					$found[ $one['insee'] ] = true;
				}
			}
			if ( $found ) {
				return 1 === count( $found ) ? (string) key( $found ) : '';
			}
		}
		return '';
	}

	/**
	 * The name of an INSEE code.
	 *
	 * @param string $insee Code.
	 * @param string $file  Path of communes.json.
	 * @return string Empty where the list does not have it.
	 */
	function commune_widgets_name( $insee, $file ) {
		$list = commune_widgets_names( $file );
		foreach ( $list['communes'] as $one ) {
			if ( $one['insee'] === $insee ) {
				return $one['name'];
			}
		}
		return '';
	}
}
