package aui

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// AuthService logs in, which every other call does by itself, and gets the tokens front ends connect to messaging with.
type AuthService struct{ client *Client }

// Session is what a login gives. It prints without its token.
type Session struct {
	Token  string    `json:"token,omitzero" check:"required"` // a secret, good for 7 days: any holder may act as any user
	Expire time.Time `json:"expire,omitzero"`                 // when it ends
}

func (s Session) text() string { return "aui.Session{Expire:" + s.Expire.Format(time.RFC3339) + "}" }

// Format writes the session without its token, whatever the verb.
func (s Session) Format(f fmt.State, _ rune) { transport.Redacted(f, s.text()) }

// LogValue gives slog the session without its token.
func (s Session) LogValue() slog.Value { return transport.RedactedLog(s.text()) }

// Login logs in anew and has this client's further calls use the new token. It is not needed: calls log in by themselves, once
// for all goroutines, and again when the server refuses the token.
//
// AUI Log on, POST /api/v1/class/login, or the path of WithLoginPath. Safe to repeat. CodeUnauthorized: wrong username or
// password. The result is a secret; encoding/json writes it, for a caller who hands it on.
func (s AuthService) Login(ctx context.Context, opts ...classcloud.CallOption) (*Session, error) {
	state := &callState{}
	var out *Session
	err := s.client.road().Do(ctx, &transport.Call{Op: operations[opAuthLogin], ID: int(opAuthLogin), Vendor: state}, &out, opts)
	if err == nil && state.session != nil {
		state.session.keep(out.Token)
	}
	return out, err
}

// DeviceType is what a user's device runs (device_type).
type DeviceType string

// The documented devices.
const (
	DeviceTypeIOS     DeviceType = "ios"
	DeviceTypeAndroid DeviceType = "android"
	DeviceTypeWeb     DeviceType = "web"
	DeviceTypePC      DeviceType = "pc"
)

// CreateIMTokenRequest names a user and the device that connects to messaging.
type CreateIMTokenRequest struct {
	UserID     string     `json:"user_id" check:"required"`
	DeviceID   string     `json:"device_id" check:"required"` // the team's own, unique for each of a user's devices
	DeviceType DeviceType `json:"device_type" check:"required"`
	IMServers  []IMServer `json:"im_server"` // nil: IMServerAliyun, or IMServerAliyunNew under WithV2
	Role       string     `json:"role"`      // of the new Aliyun messaging alone: "admin", or empty for a plain user
}

// IMToken is what a front end connects to messaging with. What was not asked for stays empty, as does under WithV2 what the
// server could not get. It prints without its tokens; encoding/json writes them, to be handed on.
type IMToken struct {
	Aliyun    AliyunIMToken    `json:"aliyun_old_im,omitzero"`
	AliyunNew AliyunNewIMToken `json:"aliyun_new_im,omitzero"` // under WithV2 alone
	RongCloud RongCloudIMToken `json:"rong_cloud,omitzero"`
}

// AliyunIMToken connects to Aliyun's interactive messages of the first version.
type AliyunIMToken struct {
	AccessToken  string `json:"access_token,omitzero"`  // a secret
	RefreshToken string `json:"refresh_token,omitzero"` // a secret; servers up to v1.0.0 repeat the access token here
}

// AliyunNewIMToken connects to Aliyun's interactive messages of the second version, for 2 days.
type AliyunNewIMToken struct {
	AppID    string          `json:"app_id,omitzero"`
	AppSign  string          `json:"app_sign,omitzero"`  // a secret
	AppToken string          `json:"app_token,omitzero"` // a secret
	Auth     AliyunNewIMAuth `json:"auth,omitzero"`
}

// AliyunNewIMAuth is what an AppToken was signed over.
type AliyunNewIMAuth struct {
	UserID    string `json:"user_id,omitzero"`
	Nonce     string `json:"nonce,omitzero"`
	Timestamp int64  `json:"timestamp,omitzero"` // unix seconds: the token's end; a number, because the front end's SDK wants it so
	Role      string `json:"role,omitzero"`
}

// RongCloudIMToken connects to RongCloud.
type RongCloudIMToken struct {
	AccessToken string `json:"access_token,omitzero"` // a secret
}

// Format names the token and shows nothing of it, whatever the verb.
func (t IMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.IMToken") }

// LogValue names the token and shows nothing of it.
func (t IMToken) LogValue() slog.Value { return transport.RedactedLog("aui.IMToken") }

// Format names the token and shows nothing of it, whatever the verb.
func (t AliyunIMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.AliyunIMToken") }

// LogValue names the token and shows nothing of it.
func (t AliyunIMToken) LogValue() slog.Value { return transport.RedactedLog("aui.AliyunIMToken") }

// Format names the token and shows nothing of it, whatever the verb.
func (t AliyunNewIMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.AliyunNewIMToken") }

// LogValue names the token and shows nothing of it.
func (t AliyunNewIMToken) LogValue() slog.Value { return transport.RedactedLog("aui.AliyunNewIMToken") }

// Format names the token and shows nothing of it, whatever the verb.
func (t RongCloudIMToken) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.RongCloudIMToken") }

// LogValue names the token and shows nothing of it.
func (t RongCloudIMToken) LogValue() slog.Value { return transport.RedactedLog("aui.RongCloudIMToken") }

// imTokenReply is the three shapes the published servers answer in: v1.0.0's two bare tokens, the three prefixed ones since
// v1.1.0, and version 2's objects.
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

// CreateIMToken gets the tokens a user's front end connects to messaging with.
//
// AUI Get a token for the IM connection, POST /api/v1/class/token, or /api/v2/class/token under WithV2. Safe to repeat: each call
// gives another token. The document requires im_server and leaves it out of its example. The result is a secret.
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
