<?php
/**
 * The page of settings.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

defined( 'ABSPATH' ) || exit;

/**
 * Declares the option; `commune_widgets_clean` sees every value before it is written.
 */
function commune_widgets_setting() {
	register_setting(
		'commune_widgets',
		'commune_widgets',
		array(
			'type'              => 'array',
			'sanitize_callback' => 'commune_widgets_sanitize',
		)
	);
}
add_action( 'admin_init', 'commune_widgets_setting' );

/**
 * Cleans the settings, and says what was left out.
 *
 * @param mixed $asked What the form sent.
 * @return array
 */
function commune_widgets_sanitize( $asked ) {
	$clean = commune_widgets_clean( $asked );
	if ( isset( $asked['commune'] ) && '' !== trim( (string) $asked['commune'] ) && '' === $clean['commune'] ) {
		add_settings_error( 'commune_widgets', 'commune', commune_widgets_problem( (string) $asked['commune'] ) );
	}
	if ( isset( $asked['source'] ) && 'host' === $asked['source'] && '' === $clean['host'] ) {
		add_settings_error( 'commune_widgets', 'host', __( 'Give the metropole’s address, which begins with https://, or keep the files of the plugin.', 'commune-widgets' ) );
	}
	return $clean;
}

/**
 * Adds the page to the menu.
 */
function commune_widgets_menu() {
	add_options_page(
		__( 'Commune widgets', 'commune-widgets' ),
		__( 'Commune widgets', 'commune-widgets' ),
		'manage_options',
		'commune-widgets',
		'commune_widgets_page'
	);
}
add_action( 'admin_menu', 'commune_widgets_menu' );

/**
 * Writes the page.
 */
function commune_widgets_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$options = commune_widgets_options();
	$list    = commune_widgets_names( COMMUNE_WIDGETS_COMMUNES );
	$there   = is_file( COMMUNE_WIDGETS_DIR . 'assets/commune-widgets.js' );
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Commune widgets', 'commune-widgets' ); ?></h1>
		<?php if ( ! $there ) : ?>
			<div class="notice notice-warning"><p><?php esc_html_e( 'This copy of the plugin holds no release. Ask your metropole for the complete plugin, or give its address below.', 'commune-widgets' ); ?></p></div>
		<?php endif; ?>
		<form method="post" action="options.php">
			<?php settings_fields( 'commune_widgets' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="commune-widgets-commune"><?php esc_html_e( 'Your commune', 'commune-widgets' ); ?></label></th>
					<td>
						<input id="commune-widgets-commune" name="commune_widgets[commune]" class="regular-text" list="commune-widgets-names" value="<?php echo esc_attr( commune_widgets_name( $options['commune'], COMMUNE_WIDGETS_COMMUNES ) ); ?>" aria-describedby="commune-widgets-commune-note">
						<datalist id="commune-widgets-names">
							<?php foreach ( $list['communes'] as $one ) : ?>
								<option value="<?php echo esc_attr( $one['name'] ); ?>"></option>
							<?php endforeach; ?>
						</datalist>
						<p class="description" id="commune-widgets-commune-note"><?php esc_html_e( 'Its name. Widgets without a commune of their own speak of this one.', 'commune-widgets' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><?php esc_html_e( 'Where the widgets come from', 'commune-widgets' ); ?></th>
					<td>
						<fieldset>
							<legend class="screen-reader-text"><?php esc_html_e( 'Where the widgets come from', 'commune-widgets' ); ?></legend>
							<label><input type="radio" name="commune_widgets[source]" value="local" <?php checked( $options['source'], 'local' ); ?>> <?php esc_html_e( 'From this plugin: they change when you update it', 'commune-widgets' ); ?></label><br>
							<label><input type="radio" name="commune_widgets[source]" value="host" <?php checked( $options['source'], 'host' ); ?>> <?php esc_html_e( 'From the metropole: it updates them', 'commune-widgets' ); ?></label>
						</fieldset>
					</td>
				</tr>
				<tr>
					<th scope="row"><label for="commune-widgets-host"><?php esc_html_e( 'The metropole’s address', 'commune-widgets' ); ?></label></th>
					<td>
						<input type="url" id="commune-widgets-host" name="commune_widgets[host]" class="regular-text" placeholder="https://" value="<?php echo esc_attr( $options['host'] ); ?>" aria-describedby="commune-widgets-host-note">
						<p class="description" id="commune-widgets-host-note"><?php esc_html_e( 'Figures that this plugin does not hold are read there by visitors’ browsers, and its embed pages may be pasted as addresses. Leave it empty to ask nothing of another site.', 'commune-widgets' ); ?></p>
					</td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
