package classin

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Device is what somebody entered a class with (Device).
type Device int

// The devices.
const (
	DevicePC            Device = 0  // Windows or macOS
	DeviceIPhone        Device = 1  // an iPhone
	DeviceIPad          Device = 2  // an iPad
	DeviceWebClient     Device = 3  // the web client
	DeviceAndroidPhone  Device = 4  // an Android phone
	DeviceAndroidTablet Device = 5  // an Android tablet
	DeviceAndroidTV     Device = 6  // an Android television
	DevicePCTV          Device = 7  // PC-TV
	DeviceChromebook    Device = 8  // an Android Chromebook
	DevicePCX64         Device = 9  // a PC, 64 bits
	DevicePCTVX64       Device = 10 // PC-TV, 64 bits
	DevicePCARM         Device = 11 // a PC with ARM
	DeviceHarmonyPad    Device = 12 // a Harmony tablet
	DeviceHarmonyPhone  Device = 13 // a Harmony phone
	DeviceWebPage       Device = 14 // a web page
)

var deviceNames = map[Device]string{
	DevicePC: "PC", DeviceIPhone: "IPhone", DeviceIPad: "IPad", DeviceWebClient: "WebClient", DeviceAndroidPhone: "AndroidPhone",
	DeviceAndroidTablet: "AndroidTablet", DeviceAndroidTV: "AndroidTV", DevicePCTV: "PCTV", DeviceChromebook: "Chromebook", DevicePCX64: "PCX64",
	DevicePCTVX64: "PCTVX64", DevicePCARM: "PCARM", DeviceHarmonyPad: "HarmonyPad", DeviceHarmonyPhone: "HarmonyPhone", DeviceWebPage: "WebPage",
}

// String returns the device's name, or Device(99) for a value this module does not know. Device(-1) is a callback that does not say.
func (d Device) String() string { return wire.EnumName("Device", d, deviceNames) }

// LeaveReason is why somebody left a class (Reason).
type LeaveReason int

// The reasons.
const (
	LeaveReasonUnknown        LeaveReason = 0   // an unknown exception
	LeaveReasonLeft           LeaveReason = 1   // left normally
	LeaveReasonClosed         LeaveReason = 2   // the classroom was closed
	LeaveReasonException      LeaveReason = 3   // left abnormally
	LeaveReasonKicked         LeaveReason = 4   // was removed
	LeaveReasonServiceClosed  LeaveReason = 5   // the service closed
	LeaveReasonDisconnected   LeaveReason = 6   // the connection broke
	LeaveReasonCancelled      LeaveReason = 7   // the class was cancelled
	LeaveReasonRoleChanged    LeaveReason = 8   // the user's role changed
	LeaveReasonLoggedInAgain  LeaveReason = 54  // logged in again on the same device
	LeaveReasonConnectionLost LeaveReason = 56  // the service lost the connection to the client
	LeaveReasonReplaced       LeaveReason = 60  // another client logged in
	LeaveReasonBackKey        LeaveReason = 101 // the back key, on Android
	LeaveReasonPhoneCall      LeaveReason = 102 // a phone call
	LeaveReasonBackground     LeaveReason = 111 // the app went into the background
)

var leaveReasonNames = map[LeaveReason]string{
	LeaveReasonUnknown: "Unknown", LeaveReasonLeft: "Left", LeaveReasonClosed: "Closed", LeaveReasonException: "Exception", LeaveReasonKicked: "Kicked",
	LeaveReasonServiceClosed: "ServiceClosed", LeaveReasonDisconnected: "Disconnected", LeaveReasonCancelled: "Cancelled",
	LeaveReasonRoleChanged: "RoleChanged", LeaveReasonLoggedInAgain: "LoggedInAgain", LeaveReasonConnectionLost: "ConnectionLost",
	LeaveReasonReplaced: "Replaced", LeaveReasonBackKey: "BackKey", LeaveReasonPhoneCall: "PhoneCall", LeaveReasonBackground: "Background",
}

// String returns the reason's name, or LeaveReason(9) for a value this module does not know. LeaveReason(-1) is a callback that does not
// say.
func (r LeaveReason) String() string { return wire.EnumName("LeaveReason", r, leaveReasonNames) }

// EnterCallback reports that somebody entered a class (进入教室). UID and Role say who.
type EnterCallback struct {
	Callback
	Nickname       string `json:"NickName,omitzero"`
	Phone          string `json:"LoginMobile,omitzero"`
	Email          string `json:"LoginEmail,omitzero"`
	ClientID       int    `json:"ClientID,omitzero"`       // 0 on the first device, 1 on the second
	Device         Device `json:"Device,omitzero"`         // Device(-1) when the callback does not say
	AllowEnterTime int64  `json:"AllowEnterTime,omitzero"` // after being removed: the time of re-entry; the document does not say whether it is a time or a number of seconds
}

// LeaveCallback reports that somebody left a class (退出教室). UID and Role say who.
type LeaveCallback struct {
	Callback
	ClientID int         `json:"ClientID,omitzero"` // 0 on the first device, 1 on the second
	Reason   LeaveReason `json:"Reason,omitzero"`   // LeaveReason(-1) when the callback does not say
}

// AuthorizeCallback reports that somebody was allowed to draw, or no longer (授权). The document's table does not say whom: UID or TargetUID,
// as the callback has it.
type AuthorizeCallback struct {
	Callback
	Allowed bool `json:"Operation,omitzero" check:"present"` // a missing one is among Problems
}

// StageCallback reports that somebody went on stage, or off it (上下台). The document's table does not say who: UID or TargetUID, as the
// callback has it.
type StageCallback struct {
	Callback
	OnStage bool `json:"Operation,omitzero" check:"present"` // a missing one is among Problems
}

// MuteCallback reports that somebody (TargetUID) was muted, or no longer (静音). CmdMuteAll concerns everybody.
type MuteCallback struct {
	Callback
	Muted bool `json:"Operation,omitzero" check:"present"` // a missing one is among Problems
}

// KickCallback reports that somebody (TargetUID) was removed from the class (踢出).
type KickCallback struct {
	Callback
	Kicked   bool          `json:"Operation,omitzero" check:"present"` // the document knows yes alone; a missing one is among Problems
	Duration time.Duration `json:"Duration,omitzero" wire:"seconds"`   // how long they stay out; seconds is inferred: the table gives no unit
}
