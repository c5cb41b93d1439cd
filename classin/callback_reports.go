package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// NetworkCallback reports on somebody's network and processor, every 5 minutes (课节网络状态报告). UID says whose.
type NetworkCallback struct {
	Callback
	Data NetworkReport `json:"Data,omitzero"`
}

// NetworkReport counts measurements of 5 minutes. Delays and variances are averages. The counts without another word are those of UDP; those of a Gateway are the user's own
// gateway, those of Gateway2 that of the vendor. The document gives delays and variances no unit.
type NetworkReport struct {
	LocalIP       string        `json:"localIP,omitzero"` // the last part is hidden
	Socket        string        `json:"socket,omitzero"`  // UDP or TCP: what carried sound and picture
	MediaPort     int           `json:"mediaPort,omitzero"`
	ReportTime    time.Time     `json:"reportTime,omitzero"`
	MediaDuration time.Duration `json:"mediaDuration,omitzero" wire:"seconds"` // how long was measured

	Good          int     `json:"good,omitzero"`
	Normal        int     `json:"normal,omitzero"`
	Bad           int     `json:"bad,omitzero"`
	Poor          int     `json:"poor,omitzero"`
	NotReached    int     `json:"notReach,omitzero"`
	Total         int     `json:"total,omitzero"`
	Delay         float64 `json:"avgDelay,omitzero"`
	Variance      float64 `json:"avgVariance,omitzero"`
	Lost          int     `json:"loss,omitzero"`         // packets
	UDPPackets    int     `json:"udpTotalPkts,omitzero"` // packets sent to measure
	TCPGood       int     `json:"tcpGood,omitzero"`
	TCPNormal     int     `json:"tcpNormal,omitzero"`
	TCPBad        int     `json:"tcpBad,omitzero"`
	TCPPoor       int     `json:"tcpPoor,omitzero"`
	TCPNotReached int     `json:"tcpNotReach,omitzero"`
	TCPTotal      int     `json:"tcpTotal,omitzero"`
	TCPDelay      float64 `json:"tcpAvgDelay,omitzero"`
	TCPVariance   float64 `json:"tcpAvgVariance,omitzero"`

	GatewayGood        int     `json:"gatewayGood,omitzero"`
	GatewayNormal      int     `json:"gatewayNormal,omitzero"`
	GatewayBad         int     `json:"gatewayBad,omitzero"`
	GatewayPoor        int     `json:"gatewayPoor,omitzero"`
	GatewayNotReached  int     `json:"gatewayNotReach,omitzero"`
	GatewayTotal       int     `json:"gatewayTotal,omitzero"`
	GatewayTTL         int     `json:"gatewayTtl,omitzero"`
	GatewayAddress     string  `json:"gatewayAddress,omitzero"`
	GatewayDelay       float64 `json:"gatewayAvgDelay,omitzero"`
	GatewayVariance    float64 `json:"gatewayAvgVariance,omitzero"`
	GatewayLost        int     `json:"gatewayLoss,omitzero"`
	Gateway2Good       int     `json:"gateway2Good,omitzero"`
	Gateway2Normal     int     `json:"gateway2Normal,omitzero"`
	Gateway2Bad        int     `json:"gateway2Bad,omitzero"`
	Gateway2Poor       int     `json:"gateway2Poor,omitzero"`
	Gateway2NotReached int     `json:"gateway2NotReach,omitzero"`
	Gateway2Total      int     `json:"gateway2Total,omitzero"`
	Gateway2TTL        int     `json:"gateway2Ttl,omitzero"`
	Gateway2Address    string  `json:"gateway2Address,omitzero"`
	Gateway2Delay      float64 `json:"gateway2AvgDelay,omitzero"`
	Gateway2Variance   float64 `json:"gateway2AvgVariance,omitzero"`
	Gateway2Lost       int     `json:"gateway2Loss,omitzero"`

	CPULow    int                        `json:"cpuLow,omitzero"`
	CPUMedium int                        `json:"cpuMedium,omitzero"`
	CPUHigh   int                        `json:"cpuHigh,omitzero"`
	CPUBusy   int                        `json:"cpuBusy,omitzero"`
	CPUTotal  int                        `json:"cpuTotal,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// CheckResult is what a check of a device found.
type CheckResult int

// The results of a check.
const (
	CheckResultUnchecked CheckResult = 0 // not checked
	CheckResultOK        CheckResult = 1 // works; in the user's own judgement within a class: installed
	CheckResultFailed    CheckResult = 2 // does not work, or gave no sound or picture; in the user's own judgement within a class: switched off or absent
)

var checkResultNames = map[CheckResult]string{CheckResultUnchecked: "Unchecked", CheckResultOK: "OK", CheckResultFailed: "Failed"}

// String returns the result's name, or CheckResult(9) for a value this module does not know. CheckResult(-1) is a report that does not say.
func (r CheckResult) String() string { return wire.EnumName("CheckResult", r, checkResultNames) }

// CheckMoment is when a report on devices was sent (InfoSource).
type CheckMoment int

// The moments.
const (
	CheckMomentInit     CheckMoment = 1 // the devices were set up
	CheckMomentSelected CheckMoment = 2 // a device was selected
	CheckMomentDone     CheckMoment = 3 // the check was finished
	CheckMomentPlugged  CheckMoment = 4 // a device was plugged in or out
	CheckMomentSet      CheckMoment = 5 // the settings were finished
	CheckMomentLogin    CheckMoment = 6 // a login, outside of a class
	CheckMomentAborted  CheckMoment = 7 // the check was broken off
)

var checkMomentNames = map[CheckMoment]string{
	CheckMomentInit: "Init", CheckMomentSelected: "Selected", CheckMomentDone: "Done", CheckMomentPlugged: "Plugged", CheckMomentSet: "Set",
	CheckMomentLogin: "Login", CheckMomentAborted: "Aborted",
}

// String returns the moment's name, or CheckMoment(9) for a value this module does not know.
func (m CheckMoment) String() string { return wire.EnumName("CheckMoment", m, checkMomentNames) }

// CheckDevice is the device that was checked (DeviceType).
type CheckDevice int

// The devices that are checked.
const (
	CheckDeviceUnknown       CheckDevice = 0 // unknown
	CheckDeviceWindows       CheckDevice = 1 // Windows
	CheckDeviceIPhone        CheckDevice = 2 // an iPhone
	CheckDeviceIPad          CheckDevice = 3 // an iPad
	CheckDeviceAndroidPhone  CheckDevice = 4 // an Android phone
	CheckDeviceAndroidTablet CheckDevice = 5 // an Android tablet
	CheckDeviceMac           CheckDevice = 6 // a Mac
)

var checkDeviceNames = map[CheckDevice]string{
	CheckDeviceUnknown: "Unknown", CheckDeviceWindows: "Windows", CheckDeviceIPhone: "IPhone", CheckDeviceIPad: "IPad",
	CheckDeviceAndroidPhone: "AndroidPhone", CheckDeviceAndroidTablet: "AndroidTablet", CheckDeviceMac: "Mac",
}

// String returns the device's name, or CheckDevice(9) for a value this module does not know. CheckDevice(-1) is a report that does not say.
func (d CheckDevice) String() string { return wire.EnumName("CheckDevice", d, checkDeviceNames) }

// DeviceCheckCallback reports on somebody's devices, in a class (教室内设备检测报告, CmdDeviceCheck) or outside (用户教室外设备检测报告, CmdUserCheck, which
// also comes about 10 seconds after a login). UID says whose.
type DeviceCheckCallback struct {
	Callback
	Data DeviceReport `json:"Data,omitzero"`
}

// DeviceReport is a report on somebody's devices.
type DeviceReport struct {
	OperatingSystem string      `json:"OperatingSystem,omitzero"`
	CPU             string      `json:"CPU,omitzero"`          // on phones the model and more
	NetworkDelay    string      `json:"NetworkDelay,omitzero"` // "50ms"; "N/A" is a timeout; empty on phones
	FrameLoss       string      `json:"FrameLoss,omitzero"`    // "0%"
	Microphone      CheckResult `json:"MicrophoneArbitrary,omitzero"`
	Headphone       CheckResult `json:"HeadphoneArbitrary,omitzero"`
	Camera          CheckResult `json:"CameraArbitrary,omitzero"`
	CameraName      string      `json:"EEO_VIDEO_DEVICE_NAME,omitzero"` // the camera that is used
	MicrophoneName  string      `json:"EEO_AUDIO_DEVICE_NAME,omitzero"` // the microphone that is used
	HeadphoneName   string      `json:"EEO_AUDIO_OUTPUT_NAME,omitzero"` // the headphone that is used
	Devices         DeviceList  `json:"EEO_DEVICE_LIST,omitzero" wire:"jsontext"`

	MicrophoneMeasured   CheckResult `json:"MicrophoneImpersonal,omitzero"` // as the program found, not the user; not on phones
	HeadphoneMeasured    CheckResult `json:"HeadphoneImpersonal,omitzero"`
	CameraMeasured       CheckResult `json:"CameraImpersonal,omitzero"`
	MicrophoneAttachment string      `json:"MicrophoneAttachment,omitzero"` // the URL of an attachment
	HeadphoneAttachment  string      `json:"HeadphoneAttachment,omitzero"`
	CameraAttachment     string      `json:"CameraAttachment,omitzero"`

	ClassInVersion string                     `json:"ClassInVersion,omitzero"`
	MAC            string                     `json:"Mac,omitzero"`
	CheckTime      time.Time                  `json:"addTime,omitzero"`
	Moment         CheckMoment                `json:"InfoSource,omitzero"`
	Device         CheckDevice                `json:"DeviceType,omitzero"` // CheckDevice(-1) when the report does not say
	ClientIP       string                     `json:"ClientIP,omitzero"`   // the last part is hidden
	ServerName     string                     `json:"ServerName,omitzero"` // in the samples alone
	Unknown        map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// DeviceList holds the names of all of somebody's devices. The vendor writes it as JSON inside of a text.
type DeviceList struct {
	Cameras     []string                   `json:"camera,omitzero"`
	Microphones []string                   `json:"micphone,omitzero"`
	Speakers    []string                   `json:"speaker,omitzero"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// HelpCallback reports that somebody in a class asked for help (教室内老师和学生求助). UID says who.
type HelpCallback struct {
	Callback
	Data HelpRequest `json:"Data,omitzero"`
}

func (m *HelpCallback) settle() {
	if m.UID == 0 {
		m.UID = m.Data.UID
	}
}

// HelpRequest is a call for help.
type HelpRequest struct {
	UID     UID                        `json:"UID,omitzero"` // who asks
	Message string                     `json:"Message,omitzero"`
	Users   []UID                      `json:"UserList,omitzero"` // whom it is about
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ExtendedCallback reports that the teacher made a class longer (延长课节时长), 8 to 3 minutes before its end. The vendor's sample has no ClassID:
// StartTime is all that tells the class.
type ExtendedCallback struct {
	Callback
	Duration time.Duration `json:"PrelectTimeLength,omitzero" wire:"seconds"` // how long the class is now, from StartTime
	Overtime time.Duration `json:"CloseClassDelay,omitzero" wire:"seconds"`   // how long the classroom stays open after that
}

// RecordingStartCallback reports that a recording started, and how (启动录课详情).
type RecordingStartCallback struct {
	Callback
	Data RecordingSettings `json:"Data,omitzero"`
}

// RecordingSettings are how a recording is made, in the vendor's words.
type RecordingSettings struct {
	Sound      string                     `json:"Audio mode,omitzero"`           // "ClassIn Audio" or "System Audio"
	BitRate    string                     `json:"HighBitRate,omitzero"`          // "High" or "Standard"
	Server     string                     `json:"IP,omitzero"`                   // where the recording is sent: a name or an IP address
	Microphone string                     `json:"Micphone is recorded,omitzero"` // "Yes" or "No"
	Scope      string                     `json:"Video Scope,omitzero"`          // "Desktop" or "Classroom"
	Size       string                     `json:"Video Size,omitzero"`           // "HD(1280*720)" or "FHD(1920*1080)"
	Unknown    map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// BlackboardCallback holds a picture of the blackboard (教室大黑板板书图片): whenever it is wiped, and at the end of the class.
type BlackboardCallback struct {
	Callback
	URL     string `json:"Url,omitzero"`
	GroupID int64  `json:"GroupId,omitzero"` // 0 is the class itself
}
