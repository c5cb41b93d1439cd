package baijiayun

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Role is a user's role in a room (user_role).
type Role int

// The documented roles.
const (
	RoleStudent   Role = 0 // a student: 学生
	RoleTeacher   Role = 1 // the teacher: 老师
	RoleAssistant Role = 2 // an assistant: 助教, 管理员
)

var roleNames = map[Role]string{
	RoleStudent:   "Student",
	RoleTeacher:   "Teacher",
	RoleAssistant: "Assistant",
}

// String returns the role's name, or Role(9) for a value this module does not know.
func (r Role) String() string { return wire.EnumName("Role", r, roleNames) }

// ClientType is the program with which a user entered a room (client_type).
type ClientType int

// The documented clients.
const (
	ClientTypePCWeb       ClientType = 0 // a browser on a computer: PC网页
	ClientTypePCApp       ClientType = 1 // the vendor's program on a PC: pc客户端
	ClientTypeMobileWeb   ClientType = 2 // a browser on a phone: m站
	ClientTypeIOS         ClientType = 3 // the iOS app: ios
	ClientTypeAndroid     ClientType = 4 // the Android app: android
	ClientTypeMacApp      ClientType = 5 // the vendor's program on a Mac: mac客户端
	ClientTypeMiniProgram ClientType = 6 // the WeChat mini program: 微信小程序
)

var clientTypeNames = map[ClientType]string{
	ClientTypePCWeb:       "PCWeb",
	ClientTypePCApp:       "PCApp",
	ClientTypeMobileWeb:   "MobileWeb",
	ClientTypeIOS:         "IOS",
	ClientTypeAndroid:     "Android",
	ClientTypeMacApp:      "MacApp",
	ClientTypeMiniProgram: "MiniProgram",
}

// String returns the client's name, or ClientType(9) for a value this module does not know.
func (t ClientType) String() string { return wire.EnumName("ClientType", t, clientTypeNames) }

// clientLabels holds the labels that API 55 writes in place of the numbers of API 20.
var clientLabels = [...]string{"PC网页", "pc客户端", "m站", "ios", "android", "mac客户端", "微信小程序"}

// clientOf reads a client type that is written as a number or as a label.
func clientOf(text string) (ClientType, bool) {
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseInt(text, 10, 32); err == nil {
		return ClientType(n), true
	}
	var n int32 // 3.0 and 3E0 are numbers, too
	if text != "" && wire.Decode([]byte(strconv.Quote(text)), &n) == nil {
		return ClientType(n), true
	}
	at := slices.IndexFunc(clientLabels[:], func(label string) bool { return strings.EqualFold(label, text) })
	return ClientType(at), at >= 0
}

// clientText is a client type as the vendor writes it: a number, a label, or what nobody expects. Reading it never fails.
type clientText string

// UnmarshalJSON keeps the text, and the JSON of what is not text.
func (t *clientText) UnmarshalJSON(raw []byte) error {
	var text string
	if wire.Decode(raw, &text) != nil {
		text = string(raw)
	}
	*t = clientText(text)
	return nil
}

// read returns the client type, which is -1 when the text does not say one, and the text where it is not a number.
func (t clientText) read() (ClientType, string) {
	client, known := clientOf(string(t))
	switch {
	case !known:
		return wire.EnumUnsaid, string(t)
	case strings.Trim(string(t), "0123456789. ") == "":
		return client, ""
	}
	return client, string(t)
}

// UnmarshalJSON reads the number, quoted or not, or the label that the vendor writes in other replies. Whatever else stands there is -1,
// which is not a client of the vendor's: a client newer than this module does not cost anybody the reply.
func (t *ClientType) UnmarshalJSON(raw []byte) error {
	var text clientText
	_ = text.UnmarshalJSON(raw)
	*t, _ = text.read()
	return nil
}
