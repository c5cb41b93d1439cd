package classin

import (
	"context"
	"net/url"
	"strings"
	"unicode"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// WakeType is the form of a link that wakes the client.
type WakeType int

// The forms.
const (
	WakeTypeClient WakeType = 0 // classin://, for desktops and Android; does nothing where the client is not installed, nor in WeChat
	WakeTypePage   WakeType = 1 // a web page that opens the client, or offers it for download; for every device
	WakeTypeIOS    WakeType = 2 // the web page of iOS
)

var wakeTypeNames = map[WakeType]string{WakeTypeClient: "Client", WakeTypePage: "Page", WakeTypeIOS: "IOS"}

// String returns the form's name, or WakeType(9) for a value this module does not know.
func (w WakeType) String() string { return wire.EnumName("WakeType", w, wakeTypeNames) }

const (
	wakeClient = "classin://www.eeo.cn/enterclass"
	wakePage   = "https://www.eeo.cn/client/invoke/index.html"
	wakeIOS    = "https://www.eeo.cn/client/mobile/ios/enterclass/"
)

// WakeURLRequest names a user, and the class that the client shall enter.
type WakeURLRequest struct {
	Account  string   // the user's phone number (mainland numbers bare, others as 00CC-number) or e-mail address
	CourseID int64    // with ClassID; 0 opens the client alone
	ClassID  int64    // with CourseID; 0 opens the client alone
	SchoolID int64    // default the SID of the credentials (inferred: the pages do not say what schoolId is)
	Type     WakeType // default the client's own link
}

// wakeQuery is the query of a link that wakes the client.
type wakeQuery struct {
	Telephone string `url:"telephone"`
	ClassID   int64  `url:"classId,omitempty"`
	CourseID  int64  `url:"courseId,omitempty"`
	SchoolID  int64  `url:"schoolId,omitempty"`
}

// WakeURL makes the link that opens the ClassIn client for a user and takes it into a class. It makes no call. The user logs in there: the
// link has no password. Classes.GetJoinURL asks the vendor for the same link, and refuses accounts by e-mail that have not bound a phone
// number (CodePhoneNeeded); for them this is the only way.
//
// ClassIn 唤醒 ClassIn 客户端的最佳实践 (Solutions/wakeUpClassIn), and for e-mail addresses 邮箱账号怎么通过网页唤起客户端
// (Error-Handling/Lesson_errors), which prints telephone alone: the address goes there, and an e-mail link with a class is inferred from
// the link for phone numbers.
func (c *Client) WakeURL(ctx context.Context, in *WakeURLRequest) (string, error) {
	const operation = "WakeURL"
	if in == nil {
		return "", noLink(operation, []classcloud.FieldError{{Field: "request", Problem: "is nil"}})
	}
	page, bad := in.check()
	if len(bad) > 0 {
		return "", noLink(operation, bad)
	}
	values := wakeQuery{in.Account, in.ClassID, in.CourseID, in.SchoolID}
	if in.ClassID != 0 && in.SchoolID == 0 {
		keys, err := c.linkKeys(ctx, operation)
		if err != nil {
			return "", err
		}
		values.SchoolID = keys.SID
	}
	return link(operation, page, values)
}

// check returns the page of the link, and refuses what the client would not understand.
func (r *WakeURLRequest) check() (page string, bad []classcloud.FieldError) {
	refuse := func(field, wire, problem string) {
		bad = append(bad, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
	}
	switch {
	case r.Account == "":
		refuse("Account", "telephone", "is required")
	case !readable(r.Account) || strings.ContainsFunc(r.Account, unicode.IsSpace):
		refuse("Account", "telephone", "has a blank, a control character or broken UTF-8")
	}
	for _, id := range []struct {
		field, wire   string
		value, beside int64
	}{{"CourseID", "courseId", r.CourseID, r.ClassID}, {"ClassID", "classId", r.ClassID, r.CourseID}, {"SchoolID", "schoolId", r.SchoolID, 0}} {
		switch {
		case id.value < 0:
			refuse(id.field, id.wire, "is below 0")
		case id.value == 0 && id.beside != 0:
			refuse(id.field, id.wire, "is required: CourseID and ClassID go together")
		}
	}
	pages := map[WakeType]string{WakeTypeClient: wakeClient, WakeTypePage: wakePage, WakeTypeIOS: wakeIOS}
	page, known := pages[r.Type]
	if !known {
		refuse("Type", "", "is "+r.Type.String()+", which has no page")
	}
	return page, bad
}

// WakeCourseURL makes the link that opens the ClassIn client, 5.2.1 or newer, on the activities of a course. It makes no call. It does
// nothing where the client is not installed, nor in WeChat.
//
// ClassIn 通过链接唤起客户端，进入LMS课程活动界面, of Solutions/wakeUpClassIn: classin://www.eeo.cn/enterclass?autoCourseId=.
func WakeCourseURL(courseID int64) (string, error) {
	const operation = "WakeCourseURL"
	if courseID < 1 {
		return "", noLink(operation, []classcloud.FieldError{{Field: "courseID", Wire: "autoCourseId", Problem: "is required"}})
	}
	return link(operation, wakeClient, struct {
		CourseID int64 `url:"autoCourseId"`
	}{courseID})
}

// WakePageURL makes the link of the web page that opens the client, or offers it for download, out of a link that Classes.GetJoinURL or
// WakeCourseURL returned: with the same parameters, whatever they are. It makes no call.
//
// ClassIn 客户端网页唤醒中间提示页, of 获取唤醒客户端并进入教室链接: all parameters of the returned link go behind the page's address. That the page
// takes autoCourseId is inferred from that sentence.
func WakePageURL(joinURL string) (string, error) {
	const operation = "WakePageURL"
	refuse := func(problem string) (string, error) {
		return "", noLink(operation, []classcloud.FieldError{{Field: "joinURL", Problem: problem}})
	}
	u, err := url.Parse(joinURL)
	if err != nil {
		return refuse("is not a URL")
	}
	values, err := url.ParseQuery(u.RawQuery)
	switch {
	case err != nil:
		return refuse("has a query that cannot be read")
	case u.Scheme != "classin" && u.Scheme != "https" || !strings.HasSuffix(u.Hostname(), ".eeo.cn"):
		return refuse("is not a link of eeo.cn that wakes the client")
	case len(values) == 0:
		return refuse("has no parameters")
	}
	return wakePage + "?" + escaped(values), nil
}
