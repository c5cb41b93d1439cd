package baijiayun

import (
	"errors"
	"slices"
	"strconv"

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
	if n, err := strconv.Atoi(text); err == nil {
		return ClientType(n), true
	}
	at := slices.Index(clientLabels[:], text)
	return ClientType(at), at >= 0
}

// UnmarshalJSON reads the number, quoted or not, or the label that the vendor writes in other replies.
func (t *ClientType) UnmarshalJSON(raw []byte) error {
	var text string
	if err := wire.Decode(raw, &text); err != nil {
		return err
	}
	if text == "" || text == "false" {
		*t = 0
		return nil
	}
	client, ok := clientOf(text)
	if !ok {
		return errors.New(strconv.Quote(text) + " is not a client type")
	}
	*t = client
	return nil
}
