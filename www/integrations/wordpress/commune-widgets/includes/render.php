<?php
/**
 * A widget as HTML: the `div` that the script turns into an element, with a link inside for when it cannot.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * The widget, and a sentence for those who write pages where its commune is unknown.
 *
 * @param string $widget Name, such as energy.
 * @param array  $asked  Attributes as they were written, and `commune` or `insee`.
 * @return string Safe HTML.
 */
function commune_widgets_render( $widget, $asked ) {
	$known = commune_widgets_attributes( $widget );
	if ( ! $known ) {
		return '';
	}
	commune_widgets_enqueue();
	$options = commune_widgets_options();
	$written = '';
	foreach ( array( 'insee', 'commune' ) as $name ) {
		if ( isset( $asked[ $name ] ) && '' !== trim( (string) $asked[ $name ] ) ) {
			$written = (string) $asked[ $name ];
			break;
		}
	}
	$insee = '' === $written ? $options['commune'] : commune_widgets_insee( $written, COMMUNE_WIDGETS_COMMUNES );
	$told  = '';
	if ( '' === $insee && ( '' !== $written || 'cyber-quiz' !== $widget ) && current_user_can( 'edit_posts' ) ) {
		$told = '<p class="commune-widgets-problem">' . esc_html( commune_widgets_problem( $written ) ) . '</p>';
	}
	$data = array();
	foreach ( $known as $name => $kind ) {
		$value = commune_widgets_value( $kind, $name, $asked );
		if ( null !== $value ) {
			$data[ $name ] = $value;
		}
	}
	return $told . commune_widgets_div( $widget, $insee, $data );
}

/**
 * What is wrong with the name of a commune. Only those who can mend it are told.
 *
 * @param string $written What was written, or an empty text.
 * @return string
 */
function commune_widgets_problem( $written ) {
	if ( '' === $written ) {
		return __( 'Choose a commune: write commune="Name" in the shortcode, or set one for the whole site under Settings, Commune widgets. Only editors of this site see this sentence.', 'commune-widgets' );
	}
	/* translators: %s: what was written as the name of a commune. */
	return sprintf( __( '“%s” is not in the list of communes. Check the spelling. Only editors of this site see this sentence.', 'commune-widgets' ), $written );
}

/**
 * The value of one attribute.
 *
 * @param string|string[] $kind  How it is checked.
 * @param string          $name  Its name.
 * @param array           $asked Attributes as they were written; a word without a value has a number as its key.
 * @return string|null Null where it is not to be written.
 */
function commune_widgets_value( $kind, $name, $asked ) {
	if ( 'flag' === $kind ) {
		$alone = in_array( $name, array_filter( $asked, 'is_int', ARRAY_FILTER_USE_KEY ), true );
		$off   = array( '', '0', 'false', 'no', 'non', 'nee' );
		$on    = isset( $asked[ $name ] ) && ! in_array( strtolower( (string) $asked[ $name ] ), $off, true );
		return $alone || $on ? '' : null;
	}
	$value = isset( $asked[ $name ] ) && is_scalar( $asked[ $name ] ) ? trim( (string) $asked[ $name ] ) : '';
	if ( '' === $value ) {
		return null;
	}
	if ( 'url' === $kind ) {
		$value = esc_url_raw( $value, array( 'http', 'https', 'mailto', 'tel' ) );
		return '' === $value ? null : $value;
	}
	if ( is_array( $kind ) ) {
		return in_array( $value, $kind, true ) ? $value : null;
	}
	return $value;
}

/**
 * The `div`.
 *
 * @param string $widget Name.
 * @param string $insee  Code, or an empty text.
 * @param array  $data   Checked attributes.
 * @return string
 */
function commune_widgets_div( $widget, $insee, $data ) {
	$all  = commune_widgets_all();
	$name = commune_widgets_name( $insee, COMMUNE_WIDGETS_COMMUNES );
	$text = trim( sprintf( $all[ $widget ]['link'], $name ), ' :' );
	if ( 'cyber-quiz' === $widget ) {
		// A page for each audience and language, the same for all communes.
		$audience = isset( $data['audience'] ) ? $data['audience'] : 'residents';
		$lang     = isset( $data['lang'] ) ? $data['lang'] : substr( get_locale(), 0, 2 );
		$lang     = in_array( $lang, array( 'fr', 'nl', 'en' ), true ) ? $lang : 'fr';
		$text     = commune_widgets_quiz_link( $audience );
		$link     = commune_widgets_data( "packs/cyber-quiz/1/$audience.$lang.html" );
	} else {
		$link = '' === $insee ? '' : commune_widgets_data( "packs/$widget/1/$insee.html" );
		// With the script in the plugin and the packs with the metropole, the widget is told where.
		$pack  = '' === $insee ? '' : commune_widgets_data( "packs/$widget/1/$insee.json" );
		$beside = commune_widgets_address( "packs/$widget/1/$insee.json" );
		if ( '' !== $pack && $pack !== $beside ) {
			$data['src'] = $pack;
		}
	}
	$html = '<div class="commune-widget" data-widget="' . esc_attr( $widget ) . '"';
	if ( '' !== $insee ) {
		$html .= ' data-insee="' . esc_attr( $insee ) . '"';
	}
	foreach ( $data as $attribute => $value ) {
		$html .= ' data-' . esc_attr( $attribute ) . '="' . esc_attr( $value ) . '"';
	}
	$words = '' === $link ? esc_html( $text ) : '<a href="' . esc_url( $link ) . '">' . esc_html( $text ) . '</a>';
	return $html . '>' . $words . '</div>';
}

/**
 * A shortcode: `[commune_energy commune="Comines"]`, `[commune_cyber_quiz]`.
 *
 * @param array|string $asked   Attributes.
 * @param string|null  $content Not used.
 * @param string       $tag     Name of the shortcode.
 * @return string
 */
function commune_widgets_shortcode( $asked, $content = null, $tag = '' ) {
	$widget = str_replace( '_', '-', substr( $tag, strlen( 'commune_' ) ) );
	return commune_widgets_render( $widget, is_array( $asked ) ? $asked : array() );
}

/**
 * Registers a shortcode for each widget.
 */
function commune_widgets_shortcodes() {
	foreach ( array( 'energy', 'consultation', 'services', 'cyber-quiz' ) as $widget ) {
		add_shortcode( 'commune_' . str_replace( '-', '_', $widget ), 'commune_widgets_shortcode' );
	}
}
add_action( 'init', 'commune_widgets_shortcodes' );
