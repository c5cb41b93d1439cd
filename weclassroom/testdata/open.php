<?php
// Reads a JSON list of signMsgs from stdin and writes, for each, what PHP finds in it and what the document's own getSignMsg makes of
// that under the same iv. argv: the secret, the document's sample.
namespace sample;

function random_bytes($length) // is found before PHP's own when the sample, in this namespace, calls random_bytes(16)
{
    return substr($GLOBALS['iv'], 0, $length);
}

$GLOBALS['iv'] = str_repeat("\0", 16);
ob_start();
eval('namespace sample; ?>' . file_get_contents($argv[2])); // defines getSignMsg, and prints its own example
ob_end_clean();

$answers = [];
foreach (json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR) as $signMsg) {
    $payload = json_decode(base64_decode($signMsg, true), true, 2, JSON_THROW_ON_ERROR);
    $mac = hash_hmac('sha256', $payload['iv'] . $payload['value'], $argv[1]);
    $GLOBALS['iv'] = base64_decode($payload['iv'], true);
    $plain = openssl_decrypt($payload['value'], 'AES-256-CBC', $argv[1], 0, $GLOBALS['iv']);
    $params = unserialize($plain, ['allowed_classes' => false]);
    $answers[] = [
        'authentic' => hash_equals($mac, $payload['mac']),
        'plain' => base64_encode($plain),
        'again' => base64_encode(serialize($params)),
        'params' => $params,
        'sealed' => getSignMsg($params, $argv[1]),
    ];
}
$flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;
echo json_encode($answers, $flags);
