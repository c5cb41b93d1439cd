<?php
// Seals a JSON object from stdin with the document's own getSignMsg and the secret in argv: in the JSON output signMsg is that, and
// params what PHP's unserialize finds in it.
ob_start();
require __DIR__ . '/getSignMsg.php'; // defines getSignMsg, and prints its own example
ob_end_clean();
$params = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
$flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR;
echo json_encode(['signMsg' => getSignMsg($params, $argv[1]), 'params' => unserialize(serialize($params))], $flags);
