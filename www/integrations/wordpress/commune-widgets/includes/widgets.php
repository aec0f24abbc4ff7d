<?php
/**
 * The widgets and their words.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * The widgets' words in the language of the site, or in the user's in the administration.
 *
 * @return array<string, array{title: string, description: string, link: string, icon: string}>
 */
function commune_widgets_all() {
	return array(
		'energy'       => array(
			'title'       => __( 'Energy of the commune', 'commune-widgets' ),
			'description' => __( 'What the commune consumes, and how to understand one’s own meter.', 'commune-widgets' ),
			/* translators: %s: name of a commune. */
			'link'        => __( 'See the energy figures: %s', 'commune-widgets' ),
			'icon'        => 'lightbulb',
		),
		'consultation' => array(
			'title'       => __( 'Have your say', 'commune-widgets' ),
			'description' => __( 'What is open for consultation, and every way to take part.', 'commune-widgets' ),
			/* translators: %s: name of a commune. */
			'link'        => __( 'See the consultations: %s', 'commune-widgets' ),
			'icon'        => 'megaphone',
		),
		'services'     => array(
			'title'       => __( 'Find a service', 'commune-widgets' ),
			'description' => __( 'The right public place or procedure, in one’s own words.', 'commune-widgets' ),
			/* translators: %s: name of a commune. */
			'link'        => __( 'See the list of services: %s', 'commune-widgets' ),
			'icon'        => 'location',
		),
		'cyber-quiz'   => array(
			'title'       => __( 'Online scams: the right reflexes', 'commune-widgets' ),
			'description' => __( 'Five situations, five minutes. Nothing is sent.', 'commune-widgets' ),
			'link'        => commune_widgets_quiz_link( 'residents' ),
			'icon'        => 'shield',
		),
	);
}

/**
 * The words of the link to the plain page of the quiz, in the language of the site.
 *
 * @param string $audience One of the quiz's audiences.
 * @return string
 */
function commune_widgets_quiz_link( $audience ) {
	switch ( $audience ) {
		case 'staff':
			return __( 'Read the right reflexes at work', 'commune-widgets' );
		case 'elected':
			return __( 'Read the right reflexes for elected members', 'commune-widgets' );
		case 'commune':
			return __( 'Read the diagnosis as text', 'commune-widgets' );
		default:
			return __( 'Read the right reflexes against scams', 'commune-widgets' );
	}
}
