package aui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// wish is a value that a request asks for, and that its reply shows.
type wish struct {
	field  string // in Go: Notice
	member string // of the reply: notice
	value  string // "" was not asked for
}

// echo is what a reply shows of wishes, by their fields.
type echo struct {
	same, other, absent []string
	cut                 []string // titles as a server keeps them: see keptTitle
}

// compare returns which wishes a reply shows, which with another value, and which not at all.
func compare(data []byte, wishes []wish) (e echo) {
	shown, err := wire.Split(data)
	if err != nil {
		return e // decoding the result reports data that does not fit its type
	}
	for _, w := range wishes {
		raw := shown.Get(w.member)
		switch text := wire.ScalarText(raw); {
		case w.value == "":
		case raw == nil || string(raw) == "null":
			e.absent = append(e.absent, w.field)
		case sameText(text, w.value), shown.Code(w.member) == w.value: // 2.0 for 2
			e.same = append(e.same, w.field)
		case w.member == "title" && keptTitle(text) == keptTitle(w.value):
			e.cut = append(e.cut, w.field)
		default:
			e.other = append(e.other, w.field)
		}
	}
	return e
}

// sameText compares texts; those of JSON by their meaning, in which a long number has all of its digits.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	x, isJSON := meaning(a)
	y, both := meaning(b)
	return isJSON && both && reflect.DeepEqual(x, y)
}

// meaning reads a text that is JSON.
func meaning(text string) (value any, isJSON bool) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	isJSON = json.Valid([]byte(text)) && d.Decode(&value) == nil
	return value, isJSON
}

// warn adds a warning to a call.
func warn(c *transport.Call, format string, args ...any) {
	c.Warnings = append(c.Warnings, classcloud.Warning{Message: fmt.Sprintf(format, args...)})
}

// warnOfWishes adds a warning for the wishes that a reply does not show as they were asked for.
func warnOfWishes(c *transport.Call, data []byte, wishes []wish) {
	e := compare(data, wishes)
	if other := append(e.cut, e.other...); len(other) > 0 {
		warn(c, "the server answered success, but its reply has another %s than was asked for", strings.Join(other, ", "))
	}
	if len(e.absent) > 0 {
		warn(c, "the server answered success, but its reply does not show the %s that was asked for", strings.Join(e.absent, ", "))
	}
}

// groups holds the members of a class, each of which has the group of a messaging service; the first that a server has counts.
var groups = map[IMServer][]string{
	IMServerAliyun: {"aliyun_id", "chat_id"}, IMServerAliyunOld: {"aliyun_id", "chat_id"}, IMServerAliyunNew: {"aliyun_id"},
	IMServerRongCloud: {"rong_cloud_id"}, IMServerRongCloudV2: {"rong_cloud_id"},
}

// checkCreated warns of what a create asked for and the class does not have.
func checkCreated(c *transport.Call, data []byte) *classcloud.Error {
	in, ok := c.In.(*CreateClassRequest)
	class, err := wire.Split(data)
	if !ok || err != nil || len(class) == 0 {
		return nil //nolint:nilerr // decoding the result reports data that does not fit its type
	}
	wishes := []wish{{"Title", "title", in.Title}, {"TeacherID", "teacher_id", in.TeacherID}, {"TeacherName", "teacher_nick", in.TeacherName},
		{"Notice", "notice", in.Notice}, {"Extends", "extends", in.Extends}}
	if in.Mode != ClassModeOpen || class.Text("mode") != "" { // the default is not asked for, and may not be shown
		wishes = append(wishes, wish{"Mode", "mode", strconv.Itoa(int(in.Mode))})
	}
	warnOfWishes(c, data, wishes)
	for _, server := range in.IMServers {
		names := groups[server]
		if names == nil { // any group will do
			names = []string{"aliyun_id", "chat_id", "rong_cloud_id"}
		}
		if !slices.ContainsFunc(names, func(name string) bool { return class.Text(name) != "" }) {
			warn(c, "the class was created, but its reply does not show a group of the messaging service %s", server)
		}
	}
	return nil
}

// checkIMTokens warns of a service that was asked for and whose token did not come. Without a single token the reply is an error.
func checkIMTokens(c *transport.Call, data []byte) *classcloud.Error {
	in, ok := c.In.(*CreateIMTokenRequest)
	var reply imTokenReply
	if !ok || wire.IsEmpty(data) || wire.Decode(data, &reply) != nil {
		return nil //nolint:nilerr // decoding the result reports data that does not fit its type
	}
	got := reply.token()
	if *got == (IMToken{}) {
		return &classcloud.Error{Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied,
			Message: "the server answered success, but did not return a token",
			Hint:    "IMServers has names that the server does not know, or the server has no account there"}
	}
	tokens := map[IMServer]string{
		IMServerAliyun: got.Aliyun.AccessToken, IMServerAliyunOld: got.Aliyun.AccessToken, IMServerAliyunNew: got.AliyunNew.AppToken,
		IMServerRongCloud: got.RongCloud.AccessToken, IMServerRongCloudV2: got.RongCloud.AccessToken,
	}
	for _, server := range in.IMServers {
		if token, known := tokens[server]; known && token == "" {
			warn(c, "the reply does not hold a token of %s, which was asked for", server)
		}
	}
	return nil
}

// warnOfAnother warns of a reply whose class is another than was asked for.
func warnOfAnother(c *transport.Call, data []byte, member, id string) {
	if thing, err := wire.Split(data); err == nil {
		transport.DoubtAnother(c, member, thing.Text(member), id)
	}
}

// checkClass warns of a class that is another than was asked for.
func checkClass(c *transport.Call, data []byte) *classcloud.Error {
	switch in := c.In.(type) {
	case *GetClassRequest:
		warnOfAnother(c, data, "id", in.ClassID)
	case *permitRef:
		warnOfAnother(c, data, "class_id", in.ClassID)
	}
	return nil
}

// checkStatus returns the check of an operation that brings a class to a status.
func checkStatus(want ClassStatus) func(*transport.Call, []byte) *classcloud.Error {
	return func(c *transport.Call, data []byte) *classcloud.Error {
		if in, ok := c.In.(*ClassActionRequest); ok {
			warnOfAnother(c, data, "id", in.ClassID)
		}
		class, err := wire.Split(data)
		if got := class.Code("status"); err == nil && len(class) > 0 && got != strconv.Itoa(int(want)) {
			if got == "" {
				got = "missing"
			}
			warn(c, "the server answered success, but the status of the class that it returned is %s, not %v", got, want)
		}
		return nil
	}
}

// checkUpdated returns the error of an update that the server answered with success but did not carry out. A text that the class does
// not show proves nothing.
func checkUpdated(c *transport.Call, data []byte) *classcloud.Error {
	in, ok := c.In.(*UpdateClassRequest)
	if !ok || wire.IsEmpty(data) {
		return nil
	}
	var wishes []wish
	for _, field := range in.texts() {
		if field.value != nil {
			wishes = append(wishes, wish{field.name, field.wire, *field.value})
		}
	}
	warnOfAnother(c, data, "id", in.ClassID)
	switch e := compare(data, wishes); {
	case len(e.other) > 0:
		outcome := classcloud.OutcomeNotApplied
		if len(e.same)+len(e.cut) > 0 {
			outcome = classcloud.OutcomeUnknown // those texts may be new: then a part of it was applied
		}
		return &classcloud.Error{Kind: classcloud.Unimplemented, Outcome: outcome,
			Message: "the server answered success, but the class it returned does not have the new " + strings.Join(e.other, ", "),
			Hint:    "published servers before 2024-05-21 answer update with success and change nothing"}
	case len(e.absent) > 0:
		return &classcloud.Error{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown,
			Message: "the server answered success, but the class it returned does not show its " + strings.Join(e.absent, ", ") + ", new or old",
			Hint:    "look with Classes.Get: published servers before 2024-05-21 answer update with success and change nothing"}
	case len(e.cut) > 0:
		warn(c, "the server answered success, but it keeps another %s than was asked for: at most 256 characters, and perhaps no blanks around them", strings.Join(e.cut, ", "))
	}
	return nil
}

// checkMeeting warns of what an update asked for and the returned co-streaming does not have.
func checkMeeting(c *transport.Call, data []byte) *classcloud.Error {
	in, ok := c.In.(*UpdateMeetingRequest)
	var got Meeting
	if !ok || !wire.IsEmpty(data) && wire.Decode(data, &got) != nil {
		return nil //nolint:nilerr // decoding the result reports data that does not fit its type
	}
	var lacks []string
	for name, flags := range map[string][2]*bool{"AllMute": {in.AllMute, got.AllMute}, "InteractionAllowed": {in.InteractionAllowed, got.InteractionAllowed}} {
		if asked, shown := flags[0], flags[1]; asked != nil && (shown == nil || *shown != *asked) {
			lacks = append(lacks, name)
		}
	}
	if in.Members != nil && !sameMembers(in.Members, got.Members) {
		lacks = append(lacks, "Members")
	}
	if len(lacks) > 0 {
		slices.Sort(lacks)
		warn(c, "the server answered success, but the co-streaming that it returned does not have the %s that was asked for: the class may not exist, "+
			"and servers before v1.2.0 know only members, and forget those that an update leaves out", strings.Join(lacks, ", "))
	}
	return nil
}

// sameMembers reports whether the same users are there, in whatever order, with all that was asked for of each.
func sameMembers(asked, shown []MeetingMember) bool {
	if len(asked) != len(shown) {
		return false
	}
	for _, want := range asked {
		at := slices.IndexFunc(shown, func(m MeetingMember) bool { return m.UserID == want.UserID })
		if at < 0 || lacks(reflect.ValueOf(want), reflect.ValueOf(shown[at])) {
			return false
		}
	}
	return true
}

// lacks reports whether a field that is set in one struct has another value in the other.
func lacks(asked, shown reflect.Value) bool {
	for i := range asked.NumField() {
		want, got := asked.Field(i), shown.Field(i)
		if !want.IsZero() && want.Kind() != reflect.Map && !reflect.DeepEqual(want.Interface(), got.Interface()) {
			return true
		}
	}
	return false
}

// checkDocument warns when an added document is not the one that was sent.
func checkDocument(c *transport.Call, data []byte) *classcloud.Error {
	if in, ok := c.In.(*AddDocumentRequest); ok && !wire.IsEmpty(data) {
		warnOfWishes(c, data, []wish{{"DocID", "docId", in.DocID}, {"Data", "docInfos", compact(in.Data)}})
		warnOfAnother(c, data, "classId", in.ClassID)
	}
	return nil
}

// checkDocuments warns of documents that the reply does not name after a try without an answer, and of data that changed on the way.
func checkDocuments(c *transport.Call, data []byte) *classcloud.Error {
	in, ok := c.In.(*AddDocumentBatchRequest)
	if !ok {
		return nil
	}
	sent := map[string]string{}
	ids := make([]string, len(in.Documents))
	for i, document := range in.Documents {
		sent[document.DocID], ids[i] = compact(document.Data), document.DocID
	}
	for _, row := range wire.Elements(data) {
		document, err := wire.Split(row)
		if want, asked := sent[document.Text("docId")]; err == nil && asked && document.Get("data") != nil && !sameText(document.Text("data"), want) {
			warn(c, "the document %s that the server returned has other Data than was asked for", document.Text("docId"))
		}
	}
	warnOfDoubt(c, data, ids, "added by an attempt that got no answer, or in the class before")
	return nil
}

// checkRemoved warns of documents that the reply does not name after a try without an answer.
func checkRemoved(c *transport.Call, data []byte) *classcloud.Error {
	if in, ok := c.In.(*RemoveDocumentBatchRequest); ok {
		warnOfDoubt(c, data, in.DocIDs, "removed by an attempt that got no answer, or not in the class before")
	}
	return nil
}

// warnOfDoubt warns of the ids that the answer to our own repeat does not name.
func warnOfDoubt(c *transport.Call, list []byte, ids []string, either string) {
	if unnamed := notNamed(list, ids); c.Doubt && len(unnamed) > 0 {
		warn(c, "%s: the reply does not say whether they were %s", strings.Join(unnamed, ", "), either)
	}
}

// notNamed returns the ids that no row of a list of documents has.
func notNamed(list []byte, ids []string) []string {
	named := map[string]bool{}
	for _, row := range wire.Elements(list) {
		if document, err := wire.Split(row); err == nil {
			named[document.Text("docId")] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return named[id] })
}

// checkPermit warns when the returned permit is not the one that was sent.
func checkPermit(c *transport.Call, data []byte) *classcloud.Error {
	if in, ok := c.In.(*SetPermitRequest); ok && !wire.IsEmpty(data) {
		warnOfWishes(c, data, []wish{{"Permit", "permit", compact(in.Permit)}})
		warnOfAnother(c, data, "class_id", in.ClassID)
	}
	return nil
}

// compact returns JSON as it is sent in a text.
func compact(raw json.RawMessage) string {
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return string(raw)
	}
	return out.String()
}
