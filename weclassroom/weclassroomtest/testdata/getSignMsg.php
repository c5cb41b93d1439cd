<?php

$data = array( // 表单参数

'lessonId' => 10384374,

'diskId' => 356

);

$key = "32bf27979cf0dba95d80f500f553ed53";// secret , 密钥

//$data: 实际 api 的表单数据

//$key: 直播云分配的 appkey

function getSignMsg($data,$key) { //生成 signMsg 函数

$iv = random_bytes(16);

$cipher = 'AES-256-CBC';

$value = openssl_encrypt(serialize($data), $cipher, $key,0,$iv);

$mac = hash_hmac('sha256',($iv = base64_encode($iv)).$value, $key);

$json = json_encode(compact('iv', 'value', 'mac'));


return base64_encode($json);

}

echo getSignMsg($data,$key); // 生成 signMsg

?>
