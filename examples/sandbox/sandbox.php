<?php
// Arranges and asserts with PHP alone, as a test suite can: a fault breaks the first call, the second succeeds, and a third, which forgets
// to sort, is explained. The variables are those that the sandbox prints when it starts.

declare(strict_types=1);

function send(string $method, string $address, string $type, ?string $body): array
{
    $context = stream_context_create(['http' => ['method' => $method, 'header' => "Content-Type: $type\r\n", 'content' => $body ?? '', 'ignore_errors' => true]]);
    $reply = file_get_contents($address, false, $context);
    preg_match('/ (\d+)/', $http_response_header[0], $status);
    return [(int) $status[1], json_decode((string) $reply, true)];
}

function api(string $method, string $path, ?array $body = null): array
{
    $base = getenv('SANDBOX_URL') ?: 'http://127.0.0.1:4780';
    [$status, $reply] = send($method, "$base/api$path", 'application/json', $body === null ? null : json_encode((object) $body));
    check($status === 200, "$method $path: " . json_encode($reply));
    return $reply;
}

function check(bool $right, string $what): void
{
    if (!$right) {
        fwrite(STDERR, "php: $what\n");
        exit(1);
    }
}

function create(string $title, bool $sorted): array
{
    $form = ['title' => $title, 'start_time' => time() + 3600, 'end_time' => time() + 7200, 'partner_id' => getenv('BAIJIAYUN_PARTNER_ID'), 'timestamp' => time()];
    if ($sorted) {
        ksort($form);
    }
    $text = '';
    foreach ($form as $name => $value) {
        $text .= "$name=$value&";
    }
    $form['sign'] = md5($text . 'partner_key=' . getenv('BAIJIAYUN_PARTNER_KEY'));
    return send('POST', getenv('BAIJIAYUN_BASE_URL') . '/openapi/room/create', 'application/x-www-form-urlencoded', http_build_query($form));
}

api('POST', '/reset', []);
api('POST', '/faults', ['vendor' => 'baijiayun', 'operation' => 'Rooms.Create', 'status' => 503]);

check(create('七年级数学', true)[0] === 503, 'the fault did not break the call');
check(create('七年级数学', true)[1]['code'] === 0, 'the second call failed');
check(create('七年级数学', false)[1]['code'] !== 0, 'a text that is not sorted was accepted');

$seen = api('GET', '/requests?vendor=baijiayun')['requests'];
check(array_column($seen, 'verdict') === ['accepted', 'accepted', 'refused'], json_encode($seen));
check($seen[0]['fault'] === true && $seen[1]['parameters']['title'] === '七年级数学', json_encode($seen));
check(count(api('GET', '/state?vendor=baijiayun')['vendors'][0]['exists']['rooms']) === 1, 'not one room');
echo 'php: a fault, a success and an explained refusal: ', $seen[2]['explanation']['summary']['zh'], "\n";
