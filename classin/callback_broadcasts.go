package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClientType is what somebody watched a broadcast or a replay with (ClientType).
type ClientType int

// The clients.
const (
	ClientTypeDesktop     ClientType = 1 // a desktop browser
	ClientTypeMobile      ClientType = 2 // a mobile browser
	ClientTypeMiniProgram ClientType = 3 // a mini program
)

var clientTypeNames = map[ClientType]string{ClientTypeDesktop: "Desktop", ClientTypeMobile: "Mobile", ClientTypeMiniProgram: "MiniProgram"}

// String returns the client's name, or ClientType(9) for a value this module does not know.
func (t ClientType) String() string { return wire.EnumName("ClientType", t, clientTypeNames) }

// LiveLoginCallback reports that somebody logged in on the page of a broadcast that is running (直播页面用户登录).
type LiveLoginCallback struct {
	Callback
	Data LiveLogin `json:"Data,omitzero"`
}

// LiveLogin is a login on the page of a broadcast.
type LiveLogin struct {
	Account   string                     `json:"Telephone,omitzero"` // phone number or e-mail address
	Nickname  string                     `json:"Nickname,omitzero"`
	LoginTime time.Time                  `json:"LoginTime,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// LiveReserveCallback reports that somebody reserved a broadcast (直播预约).
type LiveReserveCallback struct {
	Callback
	Data LiveReservation `json:"Data,omitzero"`
}

// LiveReservation is the reservation of a broadcast.
type LiveReservation struct {
	Account     string                     `json:"Telephone,omitzero"` // phone number or e-mail address
	ReserveTime time.Time                  `json:"ReserveTime,omitzero"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// LiveLikeCallback reports that somebody liked a broadcast (直播点赞). Two of the same second can both be real.
type LiveLikeCallback struct {
	Callback
	Data LiveLike `json:"Data,omitzero"`
}

// LiveLike is a like.
type LiveLike struct {
	Account  string                     `json:"Telephone,omitzero"` // phone number or e-mail address; yk_… is a guest
	LikeTime time.Time                  `json:"Time,omitzero"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// LiveGoodsCallback reports that somebody clicked on goods in a broadcast (直播商品点击明细).
type LiveGoodsCallback struct {
	Callback
	Data GoodsClick `json:"Data,omitzero"`
}

// GoodsClick is a click on goods.
type GoodsClick struct {
	Account     string                     `json:"Telephone,omitzero"` // phone number or e-mail address; yk_… is a guest
	Nickname    string                     `json:"Nickname,omitzero"`
	ClickTime   time.Time                  `json:"Time,omitzero"`
	GoodsNumber int64                      `json:"GoodNum,omitzero"` // the number that names the goods (商品编号)
	GoodsName   string                     `json:"GoodName,omitzero"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// LiveChatType is what a message in the chat of a broadcast holds (type).
type LiveChatType int

// The kinds of messages.
const (
	LiveChatTypeText    LiveChatType = 1 // text
	LiveChatTypePicture LiveChatType = 2 // the URL of a picture
)

var liveChatTypeNames = map[LiveChatType]string{LiveChatTypeText: "Text", LiveChatTypePicture: "Picture"}

// String returns the kind's name, or LiveChatType(9) for a value this module does not know.
func (t LiveChatType) String() string { return wire.EnumName("LiveChatType", t, liveChatTypeNames) }

// LiveChatCallback reports that somebody wrote in the chat of a broadcast (直播聊天消息).
type LiveChatCallback struct {
	Callback
	Data LiveMessage `json:"Data,omitzero"`
}

// LiveMessage is a message in the chat of a broadcast.
type LiveMessage struct {
	Account  string                     `json:"Account,omitzero"` // phone number or e-mail address; yk_… is a guest
	Nickname string                     `json:"Nickname,omitzero"`
	SendTime time.Time                  `json:"TimeStamp,omitzero"`
	IP       string                     `json:"IP,omitzero"`
	Message  LiveMessageDetail          `json:"MsgDetail,omitzero"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// LiveMessageDetail is what was written.
type LiveMessageDetail struct {
	Text      string                     `json:"msg,omitzero"` // the text, or the picture's URL: written by a viewer, do not trust it
	Type      LiveChatType               `json:"type,omitzero"`
	Extension LiveMessageExtension       `json:"ext,omitzero" wire:"jsontext"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// LiveMessageExtension holds what the vendor adds to a message. The document says that it can be passed over, and does not explain it.
type LiveMessageExtension struct {
	Role      int                        `json:"role,omitzero"`   // 1 and 99 in the document's samples
	RoleID    string                     `json:"roleid,omitzero"` // who wrote, in the chat's own count
	MessageID string                     `json:"messageID,omitzero"`
	Mark      string                     `json:"mark,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ViewCallback reports how long somebody watched a broadcast (直播观看明细) or a replay (回放观看明细) on the web. Several may have the same Account
// and EnterTime: the longest counts.
type ViewCallback struct {
	Callback
	Data View `json:"Data,omitzero"`
}

// View is one visit of a viewer.
type View struct {
	Account    string                     `json:"Telephone,omitzero"` // phone number or e-mail address; yk_… is a guest
	Nickname   string                     `json:"Nickname,omitzero"`
	EnterTime  time.Time                  `json:"Intime,omitzero"`
	Duration   time.Duration              `json:"LookTime,omitzero" wire:"seconds"` // from opening the page to closing it
	IP         string                     `json:"IP,omitzero"`
	ClientType ClientType                 `json:"ClientType,omitzero"`
	Unknown    map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
