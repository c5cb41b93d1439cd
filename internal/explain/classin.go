package explain

import (
	"strings"
	"time"
)

// longestSigned is the greatest length, in bytes, of a value that X-EEO-SIGN covers.
const longestSigned = 1024

// How far the vendor lets a time of signing be from its clock.
const (
	safeKeyWindow = 20 * time.Minute
	eeoSignWindow = 5 * time.Minute
)

// classin explains a call of either generation: a form with a safeKey, or JSON with X-EEO-SIGN in the headers.
func (in *inquiry) classin() error {
	pairs, kind := in.parameters()
	header := in.request.Header
	signed := header.Get("X-EEO-SIGN") != "" || header.Get("X-EEO-UID") != "" || header.Get("X-EEO-TS") != ""
	first := strings.HasPrefix(in.url.Path, "/partner/")
	_, safe := lookup(pairs, "safeKey")
	switch {
	case first && signed && !safe:
		in.Scheme = "safekey"
		in.refuse(finding{"v2-signature-in-v1-call", in.url.Path})
	case first || !signed && kind != jsonBody && !strings.HasPrefix(in.url.Path, "/lms/"):
		in.Scheme = "safekey"
		in.safeKeyCall(pairs, kind)
	case safe && !signed:
		in.Scheme = "x-eeo-sign"
		in.refuse(finding{"v1-signature-in-v2-call", in.url.Path})
	default:
		in.Scheme = "x-eeo-sign"
		in.eeoSign(pairs, kind)
	}
	return nil
}

// safeKeyCall explains a form: safeKey is the MD5 of the secret and timeStamp.
func (in *inquiry) safeKeyCall(pairs []pair, kind bodyKind) {
	if kind == jsonBody {
		in.formAsJSON()
		return
	}
	var body []pair
	for _, p := range pairs {
		if p.from != inQuery {
			body = append(body, p)
		}
	}
	for _, name := range []string{"SID", "timeStamp", "safeKey"} {
		given, sent := lookup(body, name)
		if sent && given.value != "" {
			continue
		}
		if _, elsewhere := lookup(pairs, name); elsewhere && !sent {
			in.refuse(finding{"parameters-in-the-query", name})
			return
		}
		if near, is := similar(pairs, name, "schoolId", "ts", "timestamp", "sign", "signKey"); is && !sent {
			in.refuse(finding{"parameter-under-another-name", near.name + " → " + name})
			return
		}
		in.refuse(finding{"parameter-missing", name})
		return
	}
	body = lastOfEach(body)
	sid, _ := lookup(body, "SID")
	at, _ := lookup(body, "timeStamp")
	given, _ := lookup(body, "safeKey")
	if right := in.safeKey(sid.value, at.value, given.value, without(body, "safeKey")); !right {
		in.clock(at.value, safeKeyWindow, false)
		in.otherAccount(body, "SID", "CLASSIN_SID", "SID")
		return
	}
	in.classinRight(sid.value, "timeStamp", at.value, safeKeyWindow)
}

// classinRight looks at what may be wrong with a call that is signed well.
func (in *inquiry) classinRight(sid, timeName, at string, window time.Duration) {
	switch {
	case sid != in.keys["CLASSIN_SID"]:
		in.refuse(finding{"sid-of-another-school", sid})
	case in.request.Method != "POST" && in.request.Method != "":
		in.refuse(finding{"method-is-not-post", in.request.Method})
	case !isInteger(at):
		in.refuse(finding{"timestamp-is-not-a-number", timeName})
	case len(at) >= 13:
		in.refuse(finding{"timestamp-in-milliseconds", timeName})
	case in.clock(at, window, true):
	case isHostOf(in.url.Hostname(), "eeo.cn") && in.url.Hostname() != "api.eeo.cn":
		in.refuse(finding{"wrong-host", in.url.Hostname()})
	case in.url.Hostname() == "api.eeo.cn" && in.url.Scheme == "http":
		in.refuse(finding{"wrong-scheme", ""})
	case timeName == "timeStamp":
		in.acceptForm()
	default:
		in.accept()
	}
}

// safeRecipe is how a client makes a safeKey.
type safeRecipe struct {
	secret secretForm
	time   string
	write  func(secret, time string) string
	shown  func(secret, time string) string // nil: write, which shows nothing but its two arguments
	digest digest
}

func (r *safeRecipe) text(display bool) string {
	switch {
	case !display:
		return r.write(r.secret.value, r.time)
	case r.shown != nil:
		return r.shown(r.secret.label, r.time)
	default:
		return r.write(r.secret.label, r.time)
	}
}

// safeKey explains a safeKey, and reports whether it is right.
func (in *inquiry) safeKey(sid, at, given string, others []pair) bool {
	base := safeRecipe{secret: secretForm{value: in.keys["CLASSIN_SECRET"], label: hidden}, time: at, digest: digest{sum: md5Hex},
		write: func(secret, time string) string { return secret + time }}
	looking := search[safeRecipe]{
		base: base,
		dims: func() [][]option[safeRecipe] { return safeKeyMistakes(in.keys, sid, at, others) },
		cost: func(r *safeRecipe) int { return 128 },
		hit: func(r *safeRecipe) (string, bool) {
			made := r.digest.sum(r.text(false), r.secret.value)
			return made, made == given
		},
	}
	found, how, ok := looking.run(&in.budget)
	if ok && len(found) == 0 {
		return true
	}
	expected := base.text(true)
	if !ok {
		in.texts(expected, "")
		in.refuseUnknown()
		return false
	}
	actual := how.text(true)
	if name := how.digest.name; name != "" {
		expected, actual = "md5("+expected+")", strings.Replace(name, "%s", actual, 1)
	}
	in.texts(expected, actual)
	in.refuse(found...)
	return false
}

func safeKeyMistakes(keys Keys, sid, at string, others []pair) [][]option[safeRecipe] {
	var digests, secrets, times, writings []option[safeRecipe]
	for _, d := range md5Mistakes() {
		digests = append(digests, option[safeRecipe]{d.finding, false, func(r *safeRecipe) { r.digest = d }})
	}
	for _, form := range secretForms(keys, "CLASSIN_SECRET") {
		secrets = append(secrets, option[safeRecipe]{form.finding, form.alone, func(r *safeRecipe) { r.secret = form }})
	}
	for _, other := range otherTimes(at) {
		times = append(times, option[safeRecipe]{finding{other.mistake, "timeStamp"}, false, func(r *safeRecipe) { r.time = other.value }})
	}
	write := func(mistake, detail string, f func(secret, time string) string) {
		writings = append(writings, option[safeRecipe]{finding{mistake, detail}, false, func(r *safeRecipe) { r.write = f }})
	}
	write("safekey-time-first", "", func(s, t string) string { return t + s })
	write("safekey-with-sid", "", func(s, t string) string { return sid + s + t })
	write("safekey-with-sid", "", func(s, t string) string { return s + sid + t })
	write("safekey-with-sid", "", func(s, t string) string { return s + t + sid })
	write("safekey-with-sid", "", func(s, t string) string { return sid + t + s })
	for _, between := range []string{"+", "&", ":", "_", "-", ".", "|", ","} {
		write("safekey-with-separator", between, func(s, t string) string { return s + between + t })
	}
	write("timestamp-not-signed", "", func(s, _ string) string { return s })
	write("key-missing", "", func(_, t string) string { return t })
	write("safekey-as-parameters", "", func(s, t string) string { return "SECRET=" + s + "&timeStamp=" + t })
	write("safekey-as-parameters", "", func(s, t string) string { return "secret=" + s + "&timeStamp=" + t })
	write("safekey-as-parameters", "", func(s, t string) string { return "SID=" + sid + "&SECRET=" + s + "&timeStamp=" + t })
	write("safekey-as-parameters", "", func(s, t string) string { return "SID=" + sid + "&timeStamp=" + t + "&key=" + s })
	write("safekey-as-parameters", "", func(s, t string) string { return "sid=" + sid + "&timeStamp=" + t + "&key=" + s })
	write("safekey-names-signed", "", func(s, t string) string { return "SECRET" + s + "timeStamp" + t })
	write("safekey-names-signed", "", func(s, t string) string { return "MD5(" + s + t + ")" })
	if len(others) > 0 {
		sorted := func(display bool) func(secret, time string) string {
			return func(secret, _ string) string {
				r := sortedRecipe{pairs: others, compare: byName, key: rightKey("key"), secret: secretForm{value: secret, label: secret}}
				return r.text(nil, display)
			}
		}
		writings = append(writings, option[safeRecipe]{finding{"v2-rule-in-v1-call", ""}, false, func(r *safeRecipe) { r.write, r.shown = sorted(false), sorted(true) }})
	}
	return [][]option[safeRecipe]{digests, writings, times, secrets}
}

// eeoSign explains a call of the second generation: the rule of its document (签名), over the body's members and sid and timeStamp.
func (in *inquiry) eeoSign(pairs []pair, kind bodyKind) {
	header := in.request.Header
	sign, sid, at := header.Get("X-EEO-SIGN"), header.Get("X-EEO-UID"), header.Get("X-EEO-TS")
	for _, need := range [][2]string{{"X-EEO-SIGN", sign}, {"X-EEO-UID", sid}, {"X-EEO-TS", at}} {
		if need[1] == "" {
			in.refuse(finding{"header-missing", need[0]})
			return
		}
	}
	if kind == formBody || kind == multipartBody {
		in.refuse(finding{"form-body-instead-of-json", ""})
		return
	}
	var members []pair
	for _, p := range pairs {
		if p.from == inBody {
			members = append(members, p)
		}
	}
	for _, name := range []string{"sid", "timeStamp", "key"} {
		if _, sent := lookup(members, name); sent {
			in.refuse(finding{"parameter-in-the-body", name})
			return
		}
	}
	common := []pair{{name: "sid", value: sid, wire: sid, kind: 's'}, {name: "timeStamp", value: at, wire: at, kind: 's'}}
	scheme := &sortedScheme{pairs: append(lastOfEach(members), common...), keyName: "key", secretOf: "CLASSIN_SECRET", always: []string{"sid", "timeStamp"},
		given: sign, body: string(in.request.Body), limits: true, rule: eeoSigns}
	if !in.explainSorted(scheme) {
		in.clock(at, eeoSignWindow, false)
		in.otherAccount(common, "sid", "CLASSIN_SID", "X-EEO-UID")
		return
	}
	if media, _, _ := strings.Cut(header.Get("Content-Type"), ";"); strings.TrimSpace(strings.ToLower(media)) != "application/json" {
		in.refuse(finding{"content-type-is-not-json", media})
		return
	}
	in.classinRight(sid, "X-EEO-TS", at, eeoSignWindow)
}

// eeoSigns reports whether X-EEO-SIGN covers a member: not lists and objects, not null, not what is long.
func eeoSigns(p pair) bool {
	return p.kind != '[' && p.kind != '{' && p.kind != '0' && len(p.value) <= longestSigned
}

// classinPush explains the SafeKey of a push: the MD5 of the secret and TimeStamp, both members of the body.
func (in *inquiry) classinPush() error {
	in.Scheme = "callback-safekey"
	members, kind := bodyPairs(in.request)
	if kind != jsonBody {
		in.refuse(finding{"form-body-instead-of-json", ""})
		return nil
	}
	values := map[string]string{}
	for _, name := range []string{"TimeStamp", "SafeKey"} {
		p, sent := lookup(members, name)
		if !sent || p.value == "" {
			if near, is := similar(members, name); is {
				in.refuse(finding{"parameter-under-another-name", near.name + " → " + name})
			} else {
				in.refuse(finding{"parameter-missing", name})
			}
			return nil
		}
		values[name] = p.value
	}
	sid, _ := lookup(members, "SID")
	if !in.safeKey(sid.value, values["TimeStamp"], strings.ToLower(values["SafeKey"]), nil) {
		in.otherAccount(members, "SID", "CLASSIN_SID", "SID")
		return nil
	}
	if school := in.keys["CLASSIN_SID"]; school != "" && sid.value != school {
		in.refuse(finding{"sid-of-another-school", sid.value})
		return nil
	}
	in.note("TimeStamp lies about ten minutes ahead of the event in the vendor's own samples, and repeats go on without end: do not judge the clock.",
		"服务方样例中 TimeStamp 比事件约晚十分钟，且会无限重发：不要校验时钟。")
	in.accept()
	return nil
}
