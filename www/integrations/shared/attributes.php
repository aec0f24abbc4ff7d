<?php
/**
 * The attributes that whoever writes a page may set, by widget. A native test compares them with
 * custom-elements.json.
 *
 * Left out on purpose are the attributes that make a visitor's browser ask another host unasked (`src`, `live`,
 * `tiles`) and the one that is for the publisher (`review`): a contributor may not decide that.
 *
 * Shared by the WordPress and the SPIP plugin; it calls no function of either.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

if ( ! function_exists( 'commune_widgets_attributes' ) ) {

	/**
	 * Attributes of a widget and how each is checked: text, url, flag, or a list of words.
	 *
	 * @param string $widget Name, such as energy.
	 * @return array<string, string|string[]> Empty for an unknown widget.
	 */
	function commune_widgets_attributes( $widget ) {
		$common = array(
			'lang'          => array( 'fr', 'nl', 'en' ),
			'appearance'    => array( 'light', 'dark', 'auto' ),
			'heading-level' => array( '1', '2', '3', '4', '5' ),
			'notice'        => 'text',
			'notice-until'  => 'text',
			'help'          => 'url',
			'help-phone'    => 'text',
			'join'          => 'url',
			'opinion'       => 'url',
		);
		$own    = array(
			'energy'       => array(
				'hide-rank'  => 'flag',
				'renovation' => 'url',
				'advice'     => 'url',
			),
			'consultation' => array(
				'platform'      => 'url',
				'process'       => 'text',
				'time-zone'     => 'text',
				'phone'         => 'text',
				'paper'         => 'text',
				'drop-in'       => 'text',
				'childcare'     => 'text',
				'sign-language' => 'text',
				'transport'     => 'text',
				'easy-read'     => 'url',
				'reserve'       => 'url',
				'panel'         => 'url',
			),
			'services'     => array(
				'place'     => 'text',
				'kind'      => 'text',
				'share'     => 'flag',
				'hours-age' => 'text',
				'report'    => 'url',
			),
			'cyber-quiz'   => array(
				'audience' => array( 'residents', 'staff', 'elected', 'commune' ),
				'module'   => 'text',
				'seed'     => 'text',
				'room'     => 'flag',
			),
		);
		return isset( $own[ $widget ] ) ? array_merge( $common, $own[ $widget ] ) : array();
	}
}
