package aui

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// AuthService logs in and creates the tokens that front ends connect to messaging with. Every other call logs in by itself.
type AuthService struct{ client *Client }

// Session is the result of a login. It prints without its token.
type Session struct {
	Token      string    `json:"token,omitzero" check:"required"`    // a secret, valid for 7 days: its holder may act as any user; as the server wrote it, perhaps with "Bearer " before it
	ExpireTime time.Time `json:"expire,omitzero" check:"decorative"` // the end of the token; zero where a team's own login writes it otherwise
}

func (s Session) text() string {
	return "aui.Session{ExpireTime:" + s.ExpireTime.Format(time.RFC3339) + "}"
}

// Format writes the session without its token, whatever the verb.
func (s Session) Format(f fmt.State, _ rune) { transport.Redacted(f, s.text()) }

// LogValue gives slog the session without its token.
func (s Session) LogValue() slog.Value { return transport.RedactedLog(s.text()) }

// Login logs in again; this client's later calls use the new token. You need not call it: calls log in by themselves, once for all
// goroutines, and again when the server refuses the token.
//
// AUI Log on, POST /api/v1/class/login, or the path of WithLoginPath. Safe to repeat. CodeUnauthorized: wrong username or
// password. The result is a secret; encoding/json writes its token, so that a caller can hand it on. Under classcloud.WithoutRetry a
// call does not log in again by itself: it fails with classcloud.Unauthenticated, and the next call logs in.
func (s AuthService) Login(ctx context.Context, opts ...classcloud.CallOption) (*Session, error) {
	state := &callState{}
	var out *Session
	err := s.client.road().Do(ctx, &transport.Call{Op: &operations[opAuthLogin], ID: int(opAuthLogin), Vendor: state}, &out, opts)
	if out == nil || state.session == nil {
		return out, err
	}
	if token := bareToken(out.Token); token != "" {
		state.session.keep(token)
		s.client.shared.keep(ctx, state.key, token)
	}
	return out, err
}

// DeviceType is the platform of a user's device (device_type).
type DeviceType string

// The documented device types.
const (
	DeviceTypeIOS     DeviceType = "ios"     // iOS
	DeviceTypeAndroid DeviceType = "android" // Android
	DeviceTypeWeb     DeviceType = "web"     // a browser
	DeviceTypePC      DeviceType = "pc"      // a desktop computer
)

// CreateIMTokenRequest names a user and the device that connects to messaging. Its IMRole is a role in messaging; a user's Role in a
// class is another thing.
type CreateIMTokenRequest struct {
	UserID     string     `json:"user_id" check:"required"`
	DeviceID   string     `json:"device_id" check:"required"` // an id of the team's own; each device of a user needs a different one
	DeviceType DeviceType `json:"device_type" check:"required"`
	IMServers  []IMServer `json:"im_server"` // nil: IMServerAliyun, or IMServerAliyunNew under WithV2
	IMRole     string     `json:"role"`      // only for IMServerAliyunNew: "admin"; empty: a plain user
}

// IMToken holds the tokens that a front end connects to messaging with, one for each service. The token of a service that the
// request did not name is empty; under WithV2 also that of a service whose token the server could not get. IMToken prints without its
// tokens; encoding/json writes them, so that a caller can hand them on.
type IMToken struct {
	Aliyun    AliyunIMToken    `json:"aliyun_old_im,omitzero"` // of IMServerAliyun, or of IMServerAliyunOld under WithV2
	AliyunNew AliyunNewIMToken `json:"aliyun_new_im,omitzero"` // of IMServerAliyunNew, only under WithV2
	RongCloud RongCloudIMToken `json:"rong_cloud,omitzero"`    // of IMServerRongCloud, or of IMServerRongCloudV2 under WithV2
}

// AliyunIMToken connects to Aliyun's interactive messages of the first version. It prints without its tokens.
type AliyunIMToken struct {
	AccessToken  string `json:"access_token,omitzero"`  // a secret
	RefreshToken string `json:"refresh_token,omitzero"` // a secret; servers up to v1.0.0 repeat the access token here
}

// AliyunNewIMToken connects to Aliyun's interactive messages of the second version. It is valid for 2 days, and prints without its
// secrets.
type AliyunNewIMToken struct {
	AppID    string          `json:"app_id,omitzero"`
	AppSign  string          `json:"app_sign,omitzero"`  // a secret
	AppToken string          `json:"app_token,omitzero"` // a secret
	Auth     AliyunNewIMAuth `json:"auth,omitzero"`
}

// AliyunNewIMAuth holds the values that an AppToken signs.
type AliyunNewIMAuth struct {
	UserID    string `json:"user_id,omitzero"`
	Nonce     string `json:"nonce,omitzero"`
	Timestamp int64  `json:"timestamp,omitzero"` // the end of the token in unix seconds; a number, because the front end's SDK takes a number
	IMRole    string `json:"role,omitzero"`      // "admin", or empty for a plain user
}

// RongCloudIMToken connects to RongCloud's messaging. It prints without its token.
type RongCloudIMToken struct {
	AccessToken string `json:"access_token,omitzero"` // a secret
}

// Format writes the name of the type and hides the token, whatever the verb.
func (t IMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.IMToken") }

// LogValue gives slog the name of the type and hides the token.
func (t IMToken) LogValue() slog.Value { return transport.RedactedLog("aui.IMToken") }

// Format writes the name of the type and hides the token, whatever the verb.
func (t AliyunIMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.AliyunIMToken") }

// LogValue gives slog the name of the type and hides the token.
func (t AliyunIMToken) LogValue() slog.Value { return transport.RedactedLog("aui.AliyunIMToken") }

// Format writes the name of the type and hides the token, whatever the verb.
func (t AliyunNewIMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.AliyunNewIMToken") }

// LogValue gives slog the name of the type and hides the token.
func (t AliyunNewIMToken) LogValue() slog.Value { return transport.RedactedLog("aui.AliyunNewIMToken") }

// Format writes the name of the type and hides the token, whatever the verb.
func (t RongCloudIMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.RongCloudIMToken") }

// LogValue gives slog the name of the type and hides the token.
func (t RongCloudIMToken) LogValue() slog.Value { return transport.RedactedLog("aui.RongCloudIMToken") }

// imTokenReply holds the members of all three shapes that the published servers answer in: the two tokens of v1.0.0, the three
// prefixed tokens since v1.1.0, and the objects of version 2.
type imTokenReply struct {
	AccessToken        string           `json:"access_token"`
	RefreshToken       string           `json:"refresh_token"`
	AliyunAccessToken  string           `json:"aliyun_access_token"`
	AliyunRefreshToken string           `json:"aliyun_refresh_token"`
	RongCloudToken     string           `json:"rong_cloud_token"`
	OldIM              AliyunIMToken    `json:"aliyun_old_im"`
	NewIM              AliyunNewIMToken `json:"aliyun_new_im"`
	RongCloud          RongCloudIMToken `json:"rong_cloud"`
}

// token returns the tokens of whichever shape the server used.
func (r *imTokenReply) token() *IMToken {
	out := &IMToken{Aliyun: r.OldIM, AliyunNew: r.NewIM, RongCloud: r.RongCloud}
	for _, old := range []AliyunIMToken{{r.AccessToken, r.RefreshToken}, {r.AliyunAccessToken, r.AliyunRefreshToken}} {
		if out.Aliyun == (AliyunIMToken{}) {
			out.Aliyun = old
		}
	}
	if out.RongCloud.AccessToken == "" {
		out.RongCloud.AccessToken = r.RongCloudToken
	}
	return out
}

// CreateIMToken creates the tokens that a user's front end connects to messaging with.
//
// AUI Get a token for the IM connection, POST /api/v1/class/token, or /api/v2/class/token under WithV2. Safe to repeat: each call
// returns another token. The document requires im_server, but its own example lacks it. The result is a secret.
func (s AuthService) CreateIMToken(ctx context.Context, in *CreateIMTokenRequest, opts ...classcloud.CallOption) (*IMToken, error) {
	if in != nil && in.IMServers == nil {
		filled := *in
		filled.IMServers = s.client.imServers()
		in = &filled
	}
	reply, err := call[*imTokenReply](ctx, s.client, opAuthCreateIMToken, in, opts)
	if reply == nil {
		return nil, err
	}
	return reply.token(), err
}
