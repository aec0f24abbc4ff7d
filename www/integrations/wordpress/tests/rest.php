<?php
// php rest.php USER PASSWORD ROUTE FIELDS_JSON: one POST to the REST API, as the editor sends it; prints the
// status and the answer as JSON.
// SPDX-License-Identifier: EUPL-1.2
list( , $user, $password, $route, $fields ) = $argv;
$context = stream_context_create(
	array(
		'http' => array(
			'method'        => 'POST',
			'header'        => "Content-Type: application/json\r\nAuthorization: Basic " . base64_encode( "$user:$password" ),
			'content'       => $fields,
			'ignore_errors' => true,
			'timeout'       => 60,
		),
	)
);
$answer = file_get_contents( getenv( 'CMS_ORIGIN' ) . '/?rest_route=' . $route, false, $context );
$status = (int) explode( ' ', $http_response_header[0] )[1];
echo json_encode( array( 'status' => $status, 'body' => json_decode( $answer, true ) ?? substr( $answer, 0, 500 ) ) ), "\n";
