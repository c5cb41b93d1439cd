package explain

import "strings"

// The names of verdicts that are not mistakes of one kind.
const (
	accepted = ""
	unknown  = "unknown"
)

// sentence says a finding. In the tables {} stands for its detail, and what is between [ and ] is said only if there is one.
func sentence(f finding) Text {
	for _, table := range []map[string]Text{requestSentences, signingSentences, secretSentences, sealingSentences, tokenSentences} {
		if said, ok := table[f.mistake]; ok {
			return Text{EN: fill(said.EN, f.detail), ZH: fill(said.ZH, f.detail)}
		}
	}
	return Text{EN: f.mistake, ZH: f.mistake}
}

func fill(text, detail string) string {
	before, rest, optional := strings.Cut(text, "[")
	if optional {
		within, after, _ := strings.Cut(rest, "]")
		if detail == "" {
			within = ""
		}
		text = before + within + after
	}
	return strings.ReplaceAll(text, "{}", detail)
}

// requestSentences are about what is missing, misplaced or meant for another.
var requestSentences = map[string]Text{
	accepted:                        {"the authentication is right", "签名正确"},
	unknown:                         {"the signature is wrong, and none of the mistakes that were tried explains it: compare your text byte by byte with the expected one, then the key", "签名错误，且已尝试的常见错误都无法解释：请逐字节对比待签名串，再核对密钥"},
	"body-signed-as-text":           {"you signed the whole body as it is, not its parameters", "您签名的是整个请求体，而不是其中的参数"},
	"callback-is-not-signed":        {"this callback has no signature by the vendor's design: check its access_key yourself", "这种回调本来就没有签名：请自行校验 access_key"},
	"clock-ahead":                   {"your clock is {} ahead: the signed time is later than the vendor allows", "您的时钟快了 {}：签名时间超出服务方允许的范围"},
	"clock-behind":                  {"your clock is {} behind, or the request waited that long: the signed time is too old", "您的时钟慢了 {}，或请求被延迟发送：签名时间已过期"},
	"json-body-instead-of-form":     {"you sent JSON, and the vendor reads a form", "您发送的是 JSON，而服务方读取的是表单"},
	"form-body-instead-of-json":     {"you sent a form, and the vendor reads JSON", "您发送的是表单，而服务方读取的是 JSON"},
	"method-is-not-post":            {"the method is {}, and the vendor reads a POST", "请求方法是 {}，而服务方要求 POST"},
	"parameter-missing":             {"{} is missing", "缺少参数 {}"},
	"parameter-under-another-name":  {"a parameter has another name: {}", "参数名不对：{}"},
	"parameters-in-the-query":       {"{} is in the query, and the vendor reads the body", "{} 在查询串中，而服务方读取请求体"},
	"partner-id-of-another-account": {"the signature is right for the key, but partner_id {} is another account's", "签名与密钥相符，但 partner_id {} 属于另一个账号"},
	"sid-of-another-school":         {"the signature is right for the secret, but SID {} is another school's", "签名与密钥相符，但 SID {} 属于另一个学校"},
	"sign-in-a-header":              {"the signature is in a header, and the vendor reads the parameter sign", "签名在请求头中，而服务方读取参数 sign"},
	"sign-in-the-query":             {"{} is in the query of a POST, and the vendor reads the body", "{} 在 POST 的查询串中，而服务方读取请求体"},
	"sign-missing":                  {"{} is missing", "缺少 {}"},
	"sign-under-another-name":       {"the signature has another name than the vendor's: {}", "签名的名称与服务方要求的不同：{}"},
	"content-type-is-not-form":      {"the signature is right, but the Content-Type is not application/x-www-form-urlencoded[ but {}]: the vendor does not see the form", "签名正确，但 Content-Type 不是 application/x-www-form-urlencoded[，而是 {}]：服务方读不到表单"},
	"content-type-is-not-json":      {"the Content-Type is {}, and the vendor reads application/json", "Content-Type 是 {}，而服务方要求 application/json"},
	"header-missing":                {"the header {} is missing", "缺少请求头 {}"},
	"parameter-in-the-body":         {"{} is in the body, where it must not be: it is in the headers, or only signed", "{} 不应出现在请求体中：它在请求头里，或只参与签名"},
	"v1-signature-in-v2-call":       {"you sent a safeKey to {}, which is of the second generation: sign with X-EEO-SIGN, X-EEO-UID and X-EEO-TS", "{} 属于第二代接口：应使用 X-EEO-SIGN、X-EEO-UID、X-EEO-TS，而不是 safeKey"},
	"v2-signature-in-v1-call":       {"you sent X-EEO-SIGN to {}, which is of the first generation: send SID, safeKey and timeStamp in the form", "{} 属于第一代接口：应在表单中发送 SID、safeKey、timeStamp"},
	"timestamp-in-milliseconds":     {"{} is in milliseconds, and the vendor reads seconds", "{} 是毫秒，而服务方要求秒"},
	"timestamp-is-not-a-number":     {"{} is not unix seconds", "{} 不是以秒为单位的 unix 时间"},
	"vendor-sends-no-callback":      {"the vendor sends no callback to your server that could be signed", "该服务方不会向您的服务器发送带签名的回调"},
	"wrong-host":                    {"the signature is right, but {} is not the address of this account's API", "签名正确，但 {} 不是该账号的接口地址"},
	"wrong-scheme":                  {"the signature is right, but the vendor answers https alone", "签名正确，但服务方只支持 https"},
}

// signingSentences are about the text that is signed, and its digest.
var signingSentences = map[string]Text{
	"ampersand-after-key":            {"you signed an & after the key", "您在密钥之后多签了一个 &"},
	"ampersands-html-escaped":        {"you signed &amp; instead of &", "您签名时用的是 &amp; 而不是 &"},
	"another-time-signed":            {"you signed another second than the one that you sent in {}: read the clock once", "您签名的秒数与发送的 {} 不同：时钟只应读取一次"},
	"blanks-removed":                 {"you removed blanks before you signed", "您在签名前去掉了空格"},
	"body-not-signed":                {"you signed the query alone, without the body", "您只签了查询串，没有签请求体"},
	"booleans-as-numbers":            {"you signed 1 and 0 where true and false are sent", "发送的是 true/false，您签名的却是 1/0"},
	"booleans-as-text":               {"you signed true and false in another writing than they are sent", "布尔值签名时的写法与发送时不同"},
	"booleans-not-signed":            {"you left booleans out of the signature", "您没有对布尔值签名"},
	"digest-16-characters":           {"you sent the 16 characters in the middle of the MD5, not all 32", "您发送的是 16 位 MD5，而不是 32 位"},
	"digest-base64":                  {"you sent the digest in base64, not in hex", "您发送的摘要是 base64，而不是十六进制"},
	"digest-hmac":                    {"you made an HMAC with the key; it is a plain MD5 of a text that ends in the key", "您用密钥计算了 HMAC；应为以密钥结尾的文本的普通 MD5"},
	"digest-sha1":                    {"you used SHA-1; it is MD5", "您用了 SHA-1；应为 MD5"},
	"digest-sha256":                  {"you used SHA-256; it is MD5", "您用了 SHA-256；应为 MD5"},
	"digest-sha512":                  {"you used SHA-512; it is MD5", "您用了 SHA-512；应为 MD5"},
	"digest-twice":                   {"you took the MD5 of the MD5", "您做了两次 MD5"},
	"digest-upper-case":              {"you sent the digest in upper case", "您发送的摘要是大写"},
	"empty-values-as-null":           {"you signed null where an empty value is sent", "发送的是空值，您签名的却是 null"},
	"empty-values-skipped":           {"you sent empty values, but did not sign them", "您发送了空值参数，却没有对其签名"},
	"files-signed":                   {"you signed the file too; files are not signed", "您对文件也签了名；文件不参与签名"},
	"joined-by-bars":                 {"you joined the parameters by |, not by &", "您用 | 连接参数，而不是 &"},
	"joined-by-colons":               {"you wrote name:value, not name=value", "您写的是 name:value，而不是 name=value"},
	"joined-by-commas":               {"you joined the parameters by commas, not by &", "您用逗号连接参数，而不是 &"},
	"joined-by-newlines":             {"you joined the parameters by newlines, not by &", "您用换行连接参数，而不是 &"},
	"joined-without-ampersands":      {"you joined the parameters without &", "您连接参数时没有用 &"},
	"joined-without-separators":      {"you joined names and values without = and &", "您连接参数时没有用 = 和 &"},
	"json-text-not-signed":           {"you left parameters that hold JSON out of the signature", "您没有对内容为 JSON 的参数签名"},
	"key-after-two-ampersands":       {"you signed && before the key", "您在密钥之前签了两个 &"},
	"key-at-both-ends":               {"you put the key at both ends of the text", "您在文本首尾都加了密钥"},
	"key-first":                      {"you put the key before the parameters; it comes last", "您把密钥放在参数之前；应放在最后"},
	"key-missing":                    {"you did not sign the key", "您没有把密钥加入签名"},
	"key-sorted-in":                  {"you sorted the key in among the parameters; it comes last", "您把密钥与参数一起排序了；应放在最后"},
	"key-under-another-name":         {"you signed the key as {}", "您签名时密钥的参数名是 {}"},
	"key-without-ampersand":          {"you signed no & before the key", "您在密钥之前没有加 &"},
	"key-without-name":               {"you signed the key without its name", "您签名时密钥没有带参数名"},
	"length-in-characters":           {"you counted characters; values of more than 1024 bytes are not signed[: {}]", "您按字符数计算长度；超过 1024 字节的值不参与签名[：{}]"},
	"list-and-long-value-signed":     {"you signed arrays, objects and values of more than 1024 bytes[: {}]; they are left out", "您对数组、对象和超过 1024 字节的值签了名[：{}]；它们不参与签名"},
	"list-signed":                    {"you signed an array or an object[: {}]; they are left out", "您对数组或对象签了名[：{}]；它们不参与签名"},
	"long-value-signed":              {"you signed a value of more than 1024 bytes[: {}]; it is left out", "您对超过 1024 字节的值签了名[：{}]；它不参与签名"},
	"milliseconds-signed":            {"you signed milliseconds, but sent seconds in {}", "您签名用的是毫秒，而 {} 发送的是秒"},
	"null-as-empty":                  {"you signed an empty value where null is sent", "发送的是 null，您签名的却是空值"},
	"null-signed":                    {"you signed null[: {}]; it is left out", "您对 null 签了名[：{}]；它不参与签名"},
	"numbers-as-floats":              {"you signed whole numbers with .0", "您签名时整数带了 .0"},
	"numbers-in-scientific-notation": {"you signed a number as 1.5e+09[: {}]; it went through a floating-point number", "您签名的数字成了科学计数法[：{}]；它经过了浮点数"},
	"only-texts-signed":              {"you signed texts alone; numbers and booleans are signed too", "您只对字符串签了名；数字和布尔值也要签名"},
	"order-as-sent":                  {"you signed the parameters in the order in which you sent them; they are sorted by name", "您按发送顺序签名；应按参数名排序"},
	"order-by-joined-text":           {"you sorted the texts name=value; the names alone are sorted", "您对 name=value 整体排序；应只按参数名排序"},
	"order-by-value":                 {"you sorted by the values; the names are sorted", "您按值排序；应按参数名排序"},
	"order-ignores-case":             {"you sorted the names without regard to case; capitals come before small letters", "您排序时忽略了大小写；应按 ASCII，大写在前"},
	"order-query-before-body":        {"you signed the query's parameters before the body's; all are sorted together", "您把查询串参数排在请求体参数之前；应一起排序"},
	"order-reversed":                 {"you sorted in descending order", "您按降序排序；应为升序"},
	"parameter-not-sent":             {"you signed {} without sending it", "您对 {} 签了名，却没有发送它"},
	"parameter-not-signed":           {"you sent {}, but did not sign it", "您发送了 {}，却没有对其签名"},
	"parameters-not-signed":          {"you signed the common parameters alone; all that is sent is signed", "您只签了公共参数；所有参数都要签名"},
	"partner-id-not-signed":          {"you did not sign partner_id", "您没有对 partner_id 签名"},
	"query-not-signed":               {"you did not sign the parameters of the query", "您没有对查询串中的参数签名"},
	"safekey-as-parameters":          {"you signed names and =; a safeKey is the MD5 of the secret and timeStamp alone", "您把参数名和 = 也签了名；safeKey 只是 SECRET 与 timeStamp 相连后的 MD5"},
	"safekey-names-signed":           {"you signed the formula's words too, not only their values", "您把公式中的单词也签了名，而不只是它们的值"},
	"safekey-time-first":             {"you put timeStamp before the secret", "您把 timeStamp 放在了 SECRET 之前"},
	"safekey-with-separator":         {"you put {} between the secret and timeStamp; there is nothing between them", "您在 SECRET 与 timeStamp 之间加了 {}；两者应直接相连"},
	"safekey-with-sid":               {"you signed SID too; a safeKey is the MD5 of the secret and timeStamp", "您把 SID 也签了名；safeKey 只是 SECRET 与 timeStamp 的 MD5"},
	"v2-rule-in-v1-call":             {"you signed all parameters, as X-EEO-SIGN does; a safeKey is the MD5 of the secret and timeStamp", "您按 X-EEO-SIGN 的规则签了所有参数；safeKey 只是 SECRET 与 timeStamp 的 MD5"},
	"seconds-signed":                 {"you signed seconds, but sent milliseconds in {}", "您签名用的是秒，而 {} 发送的是毫秒"},
	"sid-not-signed":                 {"you did not sign sid", "您没有对 sid 签名"},
	"sign-signed":                    {"you signed an empty sign too; sign is not signed", "您把空的 sign 也签了名；sign 不参与签名"},
	"text-lower-case":                {"you turned the text into lower case before you signed it", "您在签名前把文本转成了小写"},
	"text-upper-case":                {"you turned the text into upper case before you signed it", "您在签名前把文本转成了大写"},
	"text-url-encoded":               {"you URL-encoded the whole text before you signed it", "您在签名前对整个文本做了 URL 编码"},
	"text-with-question-mark":        {"you signed the ? before the parameters", "您把参数前的 ? 也签了名"},
	"times-eaten-by-html":            {"you signed × where &times was: a browser or an HTML parser read &timestamp as ×tamp", "您签名的文本中 &times 变成了 ×：浏览器或 HTML 解析把 &timestamp 读成了 ×tamp"},
	"timestamp-not-signed":           {"you did not sign the timestamp", "您没有对 timestamp 签名"},
	"value-of-1024-bytes-not-signed": {"you left out a value of exactly 1024 bytes[: {}]; only longer ones are left out", "您没有对恰好 1024 字节的值签名[：{}]；更长的才不参与签名"},
	"values-as-on-the-wire":          {"you signed the values as they are encoded on the wire", "您签名的是传输编码后的值"},
	"values-html-escaped":            {"you signed the HTML-escaped value[ of {}]", "您签名的是 HTML 转义后的值[（{}）]"},
	"values-in-quotes":               {"you signed the values in quotes", "您签名的值带了引号"},
	"values-json-escaped":            {"you signed the JSON-escaped value[ of {}]: \\u6d4b instead of the letter", "您签名的是 JSON 转义后的值[（{}）]：\\u6d4b 而不是原字"},
	"values-lower-case":              {"you signed the value[ of {}] in lower case", "您签名的值[（{}）]是小写"},
	"values-only":                    {"you signed the values without their names", "您只签了值，没有签参数名"},
	"values-trimmed":                 {"you signed the trimmed value[ of {}], but sent its blanks", "您签名的值[（{}）]去掉了首尾空白，发送时却没有"},
	"values-url-encoded":             {"you signed the URL-encoded value[ of {}]", "您签名的是 URL 编码后的值[（{}）]"},
	"zero-values-skipped":            {"you sent 0, but did not sign it", "您发送了 0，却没有对其签名"},
}

// secretSentences are about the secret itself. The detail is its variable.
var secretSentences = map[string]Text{
	"another-key":            {"you signed with another value of the account: {}", "您签名用的是账号的另一个值：{}"},
	"secret-base64-decoded":  {"you decoded the secret from base64; it is used as it is", "您对密钥做了 base64 解码；应直接使用"},
	"secret-base64-encoded":  {"you used the secret in base64; it is used as it is", "您对密钥做了 base64 编码；应直接使用"},
	"secret-cut":             {"you used a part of the secret: the end or the beginning is missing", "您的密钥不完整：缺少开头或结尾"},
	"secret-cut-by-shell":    {"a shell took a $… out of the secret: quote it with '…'", "shell 吃掉了密钥中的 $…：请用单引号"},
	"secret-hashed":          {"you used a hash of the secret; it is used as it is", "您用的是密钥的哈希；应直接使用"},
	"secret-hex-decoded":     {"you decoded the secret from hex; it is used as it is", "您对密钥做了十六进制解码；应直接使用"},
	"secret-in-quotes":       {"the secret still has quotes around it", "您的密钥还带着引号"},
	"secret-lower-case":      {"you used the secret in lower case", "您的密钥变成了小写"},
	"secret-missing":         {"you signed with an empty secret: is {} set where your program runs?", "您的密钥是空的：程序运行环境设置 {} 了吗？"},
	"secret-mistyped":        {"one letter of your secret is another that looks like it, as 0 and O", "您的密钥有一个字符看错了，例如 0 与 O"},
	"secret-padded":          {"you filled the secret up to a length", "您把密钥补到了某个长度"},
	"secret-trimmed":         {"the secret has blanks at its ends here, and not in your program", "此处的密钥首尾有空白，而您的程序中没有"},
	"secret-twice":           {"your secret is pasted twice", "您的密钥粘贴了两次"},
	"secret-upper-case":      {"you used the secret in upper case", "您的密钥变成了大写"},
	"secret-url-decoded":     {"you URL-decoded the secret: a + became a blank", "您对密钥做了 URL 解码：+ 变成了空格"},
	"secret-url-encoded":     {"you URL-encoded the secret; it is used as it is", "您对密钥做了 URL 编码；应直接使用"},
	"secret-with-blank":      {"your secret has a blank at an end", "您的密钥首尾多了一个空格"},
	"secret-with-newline":    {"a newline is signed at the end: the secret was read from a file and not trimmed, or echo added it", "末尾多签了换行：从文件读取的密钥没有去掉换行，或 echo 加了换行"},
	"secret-without-padding": {"the = at the end of your secret is missing", "您的密钥末尾缺少 ="},
	"wrong-secret":           {"the value sent is not {}", "发送的值不是 {}"},
}
