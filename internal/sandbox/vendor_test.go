package sandbox

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// caller makes one call to a vendor with the credentials of an environment.
type caller func(ctx context.Context, env map[string]string, opts ...classcloud.ClientOption) error

// callers are a write of each vendor, by clients that know of the sandbox only what it prints.
func callers() map[string]caller {
	return map[string]caller{
		"agora": func(ctx context.Context, env map[string]string, opts ...classcloud.ClientOption) error {
			client, err := agora.New(agora.Credentials{AppID: env["AGORA_APP_ID"], Certificate: env["AGORA_APP_CERTIFICATE"]},
				append(opts, agora.WithRegion(agora.Region(env["AGORA_REGION"])))...)
			if err != nil {
				return err
			}
			return client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "七年级数学", RoomType: new(agora.RoomTypeSmall)})
		},
		"aui": func(ctx context.Context, env map[string]string, opts ...classcloud.ClientOption) error {
			client, err := aui.New(aui.Credentials{Username: env["AUI_USERNAME"], Password: env["AUI_PASSWORD"]}, opts...)
			if err != nil {
				return err
			}
			_, err = client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "七年级数学", TeacherID: "li"})
			return err
		},
		"baijiayun": func(ctx context.Context, env map[string]string, opts ...classcloud.ClientOption) error {
			id, _ := strconv.ParseInt(env["BAIJIAYUN_PARTNER_ID"], 10, 64)
			client, err := baijiayun.New(baijiayun.Credentials{Domain: env["BAIJIAYUN_DOMAIN"], PartnerID: id, PartnerKey: env["BAIJIAYUN_PARTNER_KEY"]}, opts...)
			if err != nil {
				return err
			}
			_, err = client.Notices.Create(ctx, &baijiayun.CreateNoticeRequest{Content: "七年级数学", URL: "https://example.com/"})
			return err
		},
		"classin": func(ctx context.Context, env map[string]string, opts ...classcloud.ClientOption) error {
			sid, _ := strconv.ParseInt(env["CLASSIN_SID"], 10, 64)
			client, err := classin.New(classin.Credentials{SID: sid, Secret: env["CLASSIN_SECRET"]}, opts...)
			if err != nil {
				return err
			}
			_, err = client.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "七年级数学"})
			return err
		},
		"weclassroom": func(ctx context.Context, env map[string]string, opts ...classcloud.ClientOption) error {
			client, err := weclassroom.New(weclassroom.Credentials{ApplicationID: env["WECLASSROOM_APPLICATION_ID"], Secret: env["WECLASSROOM_SECRET"]}, opts...)
			if err != nil {
				return err
			}
			_, err = client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{{Name: "七年级数学", Phone: "13900139000", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale}}})
			return err
		},
	}
}

func TestEveryVendorsClientIsServedDecodedAndAccepted(t *testing.T) {
	b := start(t, Config{})
	for name, call := range callers() {
		t.Run(name, func(t *testing.T) {
			environment := env(b, name)
			base := classcloud.WithBaseURL(environment[strings.ToUpper(name)+"_BASE_URL"])
			require.NoError(t, call(t.Context(), environment, base, classcloud.WithoutRetry()))
			seen := requestsOf(t, b, "?vendor="+name)
			require.NotEmpty(t, seen)
			last := seen[len(seen)-1]
			assert.Equal(t, "accepted", last["verdict"], last["explanation"])
			assert.Equal(t, true, last["success"], last)
			assert.NotEmpty(t, last["operation"])
			assert.Contains(t, printed(t, last["parameters"]), "七年级数学")
			for secret, value := range environment {
				if isSecret(secret) || strings.HasSuffix(secret, "CERTIFICATE") {
					assert.NotContains(t, printed(t, seen), value, secret)
				}
			}
		})
	}
}

func TestEveryVendorsRefusalIsExplained(t *testing.T) {
	b := start(t, Config{})
	for name, call := range callers() {
		t.Run(name, func(t *testing.T) {
			environment := env(b, name)
			base := classcloud.WithBaseURL(environment[strings.ToUpper(name)+"_BASE_URL"])
			for secret, value := range environment {
				if isSecret(secret) || strings.HasSuffix(secret, "CERTIFICATE") {
					environment[secret] = strings.NewReplacer("e", "d", "d", "e").Replace(value)
				}
			}
			require.Error(t, call(t.Context(), environment, base, classcloud.WithoutRetry()))
			seen := requestsOf(t, b, "?vendor="+name)
			last := seen[len(seen)-1]
			assert.Equal(t, "refused", last["verdict"], last["explanation"])
			assert.NotEmpty(t, last["mistake"])
			assert.Equal(t, false, last["success"])
		})
	}
}
