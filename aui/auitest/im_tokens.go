package auitest

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const opCreateIMToken = "Auth.CreateIMToken"

// The invented settings of the new IM.
const (
	imAppID     = "invented-im-app"
	imAppKey    = "invented-im-app-key"
	imAppSign   = "invented-im-app-sign"
	imTokenLife = 2 * 24 * time.Hour
)

// The IM servers of version 2. Version 1 calls the first and the last "aliyun" and "rongCloud", and does not have the new one.
const (
	imOld       = "aliyun_old"
	imNew       = "aliyun_new"
	imRongCloud = "rong_cloud"
)

// oneToken is the reply of v1.0. Its refresh token is a copy of the access token, by a mistake of the vendor.
type oneToken struct {
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token"`
}

// tokenOfEach is the reply of version 1 after v1.0. It has every member; a token that the request did not ask for is "".
type tokenOfEach struct {
	AliyunAccessToken  string `json:"aliyun_access_token"`
	AliyunRefreshToken string `json:"aliyun_refresh_token"`
	RongCloudToken     string `json:"rong_cloud_token"`
}

// tokensV2 is the reply of version 2. It has only the tokens that the request asked for.
type tokensV2 struct {
	New       *newIMToken     `json:"aliyun_new_im,omitempty"`
	Old       *oneToken       `json:"aliyun_old_im,omitempty"`
	RongCloud *rongCloudToken `json:"rong_cloud,omitempty"`
}

// rongCloudToken is the token of RongCloud's IM.
type rongCloudToken struct {
	AccessToken string `json:"access_token"`
}

// newIMToken is the token of Aliyun's new IM.
type newIMToken struct {
	AppID    string    `json:"app_id"`
	AppSign  string    `json:"app_sign"`
	AppToken string    `json:"app_token"`
	Auth     newIMAuth `json:"auth"`
}

type newIMAuth struct {
	UserID    string `json:"user_id"`
	Nonce     string `json:"nonce"`
	Timestamp int64  `json:"timestamp"` // the token's end
	Role      string `json:"role"`
}

func (s *Server) imTokenRoutes() []vendortest.Route {
	routes := []vendortest.Route{route(opCreateIMToken, classPath+"token", s.createIMToken)}
	if s.settings.dialect >= DialectHead {
		routes = append(routes, route(opCreateIMToken, classPathV2+"token", s.createIMTokenV2))
	}
	return routes
}

// device returns the user that the token is for. The request must name a device, which has no effect.
func device(in *parameters) (userID string) {
	userID = in.required("user_id", "userId不能为空")
	in.required("device_id", "deviceId不能为空")
	in.required("device_type", "deviceType不能为空")
	return userID
}

// createIMToken answers version 1.
func (s *Server) createIMToken(in *parameters) vendortest.Reply {
	device(in)
	var imServers []string
	if s.settings.dialect >= DialectV13 {
		imServers = in.texts("im_server")
	}
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if s.settings.dialect == DialectV10 {
		token := s.newSecret("access")
		return success(oneToken{AccessToken: token, RefreshToken: token})
	}
	var tokens tokenOfEach
	if len(imServers) == 0 || slices.Contains(imServers, "aliyun") {
		tokens.AliyunAccessToken, tokens.AliyunRefreshToken = s.newSecret("access"), s.newSecret("refresh")
	}
	if slices.Contains(imServers, "rongCloud") {
		tokens.RongCloudToken = s.newSecret("rong")
	}
	return success(tokens)
}

// createIMTokenV2 answers version 2, which refuses unknown IM servers.
func (s *Server) createIMTokenV2(in *parameters) vendortest.Reply {
	userID := device(in)
	imServers := in.texts("im_server")
	role := in.text("role")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	unknown := func(imServer string) bool {
		return !slices.Contains([]string{imOld, imNew, imRongCloud}, imServer)
	}
	if len(imServers) == 0 || slices.ContainsFunc(imServers, unknown) {
		return badValue()
	}
	var tokens tokensV2
	if slices.Contains(imServers, imOld) {
		tokens.Old = &oneToken{AccessToken: s.newSecret("access"), RefreshToken: s.newSecret("refresh")}
	}
	if slices.Contains(imServers, imNew) {
		if role == nil {
			role = new("")
		}
		tokens.New = s.newIMToken(userID, *role)
	}
	if slices.Contains(imServers, imRongCloud) {
		tokens.RongCloud = &rongCloudToken{AccessToken: s.newSecret("rong")}
	}
	return success(tokens)
}

// newIMToken signs the same values as the vendor: app, key, user, nonce, end and role, joined without a separator.
func (s *Server) newIMToken(userID, role string) *newIMToken {
	auth := newIMAuth{UserID: userID, Nonce: s.newID(), Timestamp: s.Now().Add(imTokenLife).Unix(), Role: role}
	signed := fmt.Sprintf("%s%s%s%s%d%s", imAppID, imAppKey, auth.UserID, auth.Nonce, auth.Timestamp, auth.Role)
	return &newIMToken{
		AppID:    imAppID,
		AppSign:  imAppSign,
		AppToken: fmt.Sprintf("%x", sha256.Sum256([]byte(signed))),
		Auth:     auth,
	}
}

// newSecret returns a new invented token.
func (s *Server) newSecret(kind string) string {
	return "invented-" + kind + "-" + s.newHexID()
}

// newHexID returns a new id in the form of a UUID without dashes.
func (s *Server) newHexID() string { return strings.ReplaceAll(s.newID(), "-", "") }
