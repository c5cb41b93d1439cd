package explain

import (
	"strings"
)

// The vendor's rule (签名规则): the parameters in ascending order of their names, as k=v, not URL-encoded, joined by &, then
// &partner_key=KEY; the MD5 of that in lower case. sign and files are not signed. The document's own printed digest is wrong: it was made
// of a text in which a browser had eaten &times.

const partnerKeyVariable = "BAIJIAYUN_PARTNER_KEY"

// baijiayunOptional are parameters that clients sign as k= though they do not send them.
func baijiayunOptional() []string {
	return []string{"user_avatar", "group_id", "type", "page", "limit", "date", "max_users", "pre_enter_time", "is_long_term", "is_group_live",
		"template_name", "mock_video_id", "mock_room_id", "mock_session_id", "end_time", "start_time", "product_type", "page_size", "industry_type",
		"max_backup_users", "forbidden_end_types", "switch_room_role", "auto_onstage", "enable_share", "regenerate", "ppt_animation"}
}

// baijiayun explains a call, or an address at which somebody enters a room.
func (in *inquiry) baijiayun() error {
	in.Scheme = "md5-sorted"
	pairs, kind := in.parameters()
	if strings.HasSuffix(in.url.Path, "/room/enter") {
		return in.baijiayunEnter(pairs)
	}
	if in.request.Method == "GET" {
		pairs = formPairs(in.url.RawQuery, inQuery)
	}
	if kind == jsonBody {
		in.formAsJSON()
		return nil
	}
	if strings.HasPrefix(strings.ToLower(in.url.Path), "/openapi/partner/createkey") {
		if done, err := in.baijiayunSecret(pairs); done || err != nil {
			return err
		}
	}
	if err := in.need(partnerKeyVariable); err != nil {
		return err
	}
	in.baijiayunSigned(pairs, "partner_id", "timestamp")
	return nil
}

// baijiayunSigned explains the parameters of a call.
func (in *inquiry) baijiayunSigned(pairs []pair, always ...string) {
	pairs = lastOfEach(pairs)
	sign, found := lookup(pairs, "sign")
	if !found {
		if near, is := similar(pairs, "sign", "signature", "sig", "md5", "token"); is {
			in.refuse(finding{"sign-under-another-name", near.name})
			return
		}
		if in.request.Header.Get("Sign") != "" || in.request.Header.Get("X-Sign") != "" {
			in.refuse(finding{"sign-in-a-header", ""})
			return
		}
		in.refuse(finding{"sign-missing", "sign"})
		return
	}
	for _, name := range always {
		if given, ok := lookup(pairs, name); !ok || given.value == "" {
			if near, is := similar(pairs, name, "ts", "time"); is {
				in.refuse(finding{"parameter-under-another-name", near.name + " → " + name})
			} else {
				in.refuse(finding{"parameter-missing", name})
			}
			return
		}
	}
	if _, sent := lookup(pairs, "partner_key"); sent {
		in.note("partner_key is sent; it must only be signed: renew it.", "partner_key 被发送了；它只应参与签名：请更换密钥。")
	}
	scheme := &sortedScheme{pairs: without(pairs, "sign"), rule: func(p pair) bool { return p.from != inFile }, keyName: "partner_key",
		secretOf: partnerKeyVariable, always: always, optional: baijiayunOptional(), given: sign.value}
	right := in.explainSorted(scheme)
	if isOneOf("timestamp", always) {
		stamp, _ := lookup(pairs, "timestamp")
		in.clock(stamp.value, 0, right)
	}
	if !right {
		in.otherAccount(pairs, "partner_id", "BAIJIAYUN_PARTNER_ID", "partner-id")
		return
	}
	if sign.from == inQuery && in.request.Method == "POST" {
		in.refuse(finding{"sign-in-the-query", "sign"})
		return
	}
	in.baijiayunRight(pairs, always)
}

// baijiayunRight looks at what may be wrong with a request that is signed well.
func (in *inquiry) baijiayunRight(pairs []pair, always []string) {
	if isOneOf("partner_id", always) {
		if id, _ := lookup(pairs, "partner_id"); id.value != in.keys["BAIJIAYUN_PARTNER_ID"] {
			in.refuse(finding{"partner-id-of-another-account", id.value})
			return
		}
	}
	if stamp, sent := lookup(pairs, "timestamp"); sent && len(stamp.value) == 13 && isInteger(stamp.value) {
		in.refuse(finding{"timestamp-in-milliseconds", "timestamp"})
		return
	}
	// Interactions have a host of their own, hudong, which is the same for all accounts.
	if host, domain := in.url.Hostname(), in.keys["BAIJIAYUN_DOMAIN"]; host != "hudong.baijiayun.com" && isHostOf(host, "baijiayun.com", "baijiacloud.com") {
		first, _, _ := strings.Cut(host, ".")
		if domain != "" && first != domain || isHostOf(host, "baijiacloud.com") {
			in.refuse(finding{"wrong-host", host})
			return
		}
	}
	in.acceptForm()
}

// baijiayunSecret explains a call for the partner key itself, which proves the account by its secret_key. It reports whether it was done:
// one that is signed too is judged by its signature.
func (in *inquiry) baijiayunSecret(pairs []pair) (done bool, err error) {
	given, sent := lookup(pairs, "secret_key")
	if !sent {
		in.refuse(finding{"parameter-missing", "secret_key"})
		return true, nil
	}
	if err := in.need("BAIJIAYUN_SECRET_KEY"); err != nil {
		return true, err
	}
	in.Scheme = "secret-key"
	if given.value != in.keys["BAIJIAYUN_SECRET_KEY"] {
		in.explainSecret("BAIJIAYUN_SECRET_KEY", given.value)
		return true, nil
	}
	if _, signed := lookup(pairs, "sign"); signed && in.keys[partnerKeyVariable] != "" {
		in.Scheme = "md5-sorted"
		return false, nil
	}
	in.acceptForm()
	return true, nil
}

// baijiayunEnter explains an address of a room: signed over exactly its parameters, without partner_id and timestamp.
func (in *inquiry) baijiayunEnter(pairs []pair) error {
	if err := in.need(partnerKeyVariable); err != nil {
		return err
	}
	in.Scheme = "md5-sorted-enter"
	in.baijiayunSigned(pairs)
	return nil
}

// baijiayunCallback explains a callback. People fail to verify one because they decode it, type it and write it anew.
func (in *inquiry) baijiayunCallback() error {
	in.Scheme = "callback-md5-sorted"
	pairs, kind := in.parameters()
	if _, access := lookup(pairs, "access_key"); access {
		if _, signed := lookup(pairs, "sign"); !signed {
			in.refuse(finding{"callback-is-not-signed", "access_key"})
			return nil
		}
	}
	if kind == jsonBody {
		in.note("The vendor's document posts a form; this body is JSON.", "百家云文档以表单回调；此请求体是 JSON。")
	}
	in.baijiayunSigned(pairs, "timestamp")
	return nil
}

// explainSecret says how a secret that was sent differs from the right one.
func (in *inquiry) explainSecret(variable, given string) {
	for _, form := range secretForms(in.keys, variable) {
		in.budget.spend(len(given))
		if form.value == given {
			in.texts(hidden, form.label)
			in.refuse(form.finding)
			return
		}
	}
	in.refuse(finding{"wrong-secret", variable})
}

// formAsJSON ends the inquiry: the vendor reads a form, and JSON came.
func (in *inquiry) formAsJSON() { in.refuse(finding{"json-body-instead-of-form", ""}) }

// otherAccount notes that a request names another account than the keys.
func (in *inquiry) otherAccount(pairs []pair, name, variable, what string) {
	id, sent := lookup(pairs, name)
	if sent && in.keys[variable] != "" && id.value != in.keys[variable] {
		in.note("The request's "+name+" is "+id.value+", but "+variable+" is "+in.keys[variable]+": the "+what+" and the key must be of one account.",
			"请求中的 "+name+" 是 "+id.value+"，而 "+variable+" 是 "+in.keys[variable]+"：两者必须属于同一账号。")
	}
}

// isHostOf reports whether a host is one of some domains or below it.
func isHostOf(host string, domains ...string) bool {
	for _, domain := range domains {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}
