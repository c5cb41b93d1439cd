package classcloud_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// Every operation of a client that New did not make is an error that says so, and nothing panics.
func TestTheZeroClientAnswersWithAnError(t *testing.T) {
	for _, zero := range []struct {
		operations []classcloud.Operation
		client     any
		others     map[string]func() error
	}{
		{agora.Operations(), &agora.Client{}, map[string]func() error{
			"With": func() error { _, err := new(agora.Client).With(); return err },
			"Do":   func() error { return new(agora.Client).Do(t.Context(), agora.Call{Path: "/x"}, nil) },
		}},
		{aui.Operations(), &aui.Client{}, map[string]func() error{
			"With": func() error { _, err := new(aui.Client).With(); return err },
			"Do":   func() error { return new(aui.Client).Do(t.Context(), aui.Call{Path: "/x"}, nil) },
		}},
		{baijiayun.Operations(), &baijiayun.Client{}, map[string]func() error{
			"With": func() error { _, err := new(baijiayun.Client).With(); return err },
			"Do":   func() error { return new(baijiayun.Client).Do(t.Context(), baijiayun.Call{Path: "/x"}, nil) },
			"EnterURL": func() error {
				_, err := new(baijiayun.Client).EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserNumber: 1, UserName: "n"})
				return err
			},
		}},
		{classin.Operations(), &classin.Client{}, map[string]func() error{
			"With": func() error { _, err := new(classin.Client).With(); return err },
			"Do":   func() error { return new(classin.Client).Do(t.Context(), classin.Call{Action: "x"}, nil) },
			"LivePlayerURL": func() error {
				_, err := new(classin.Client).LivePlayerURL(t.Context(), &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n"})
				return err
			},
		}},
		{weclassroom.Operations(), &weclassroom.Client{}, map[string]func() error{
			"With": func() error { _, err := new(weclassroom.Client).With(); return err },
			"Do":   func() error { return new(weclassroom.Client).Do(t.Context(), weclassroom.Call{Path: "/x"}, nil) },
		}},
	} {
		for _, op := range zero.operations {
			_, err := invoke.Call(t.Context(), zero.client, op, map[string]json.RawMessage{}, &wire.Filler{})
			require.ErrorIs(t, err, classcloud.InvalidArgument, "%T %s", zero.client, op.Name)
			assert.ErrorContains(t, err, "the client is the zero Client", "%T %s", zero.client, op.Name)
			assert.False(t, classcloud.MaybeApplied(err))
		}
		for name, f := range zero.others {
			assert.ErrorContains(t, f(), "the client is the zero Client", "%T %s", zero.client, name)
		}
	}
}

type (
	agoraSource       struct{ agora.CredentialSource }
	auiSource         struct{ aui.CredentialSource }
	baijiayunSource   struct{ baijiayun.CredentialSource }
	classinSource     struct{ classin.CredentialSource }
	weclassroomSource struct{ weclassroom.CredentialSource }
)

// A source that is a nil pointer is refused by New, where the mistake is, and not by a panic in the first call.
func TestATypedNilSourceIsRefused(t *testing.T) {
	for vendor, err := range map[string]error{
		"agora":       second(agora.New((*agoraSource)(nil))),
		"aui":         second(aui.New((*auiSource)(nil), classcloud.WithBaseURL("http://127.0.0.1:1"))),
		"baijiayun":   second(baijiayun.New((*baijiayunSource)(nil))),
		"classin":     second(classin.New((*classinSource)(nil))),
		"weclassroom": second(weclassroom.New((*weclassroomSource)(nil))),
		"agora's nil": second(agora.New(nil)),
	} {
		assert.ErrorContains(t, err, "the CredentialSource is nil", vendor)
	}
}

func second[T any](_ T, err error) error { return err }
