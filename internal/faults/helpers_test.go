package faults_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// vendor is what the matrix needs of one vendor.
type vendor struct {
	name       string
	operations []classcloud.Operation
	open       func(op string, opts ...classcloud.ClientOption) (any, error)
	secrets    []string
}

const (
	agoraCertificate  = "0123456789abcdef0123456789abcdef"
	auiPassword       = "canary+pass/word="
	auiToken          = "canary.token+of/aui"
	baijiayunKey      = "canary+partner/key=="
	baijiayunSecret   = "canary+secret/key=="
	classinSecret     = "canary/Secret+1"
	weclassroomSecret = "canary-of-exactly-32-characters+"
)

func vendors() []vendor {
	return []vendor{
		{"agora", agora.Operations(), func(_ string, opts ...classcloud.ClientOption) (any, error) {
			return agora.New(agora.Credentials{AppID: "970ca35de60c44645bbae8a215061b33", Certificate: agoraCertificate}, append(opts, agora.WithRegion(agora.RegionCN))...)
		}, []string{agoraCertificate}},
		{"aui", aui.Operations(), func(op string, opts ...classcloud.ClientOption) (any, error) {
			if op == "Auth.Login" {
				return aui.New(aui.Credentials{Username: "teacher", Password: auiPassword}, opts...)
			}
			return aui.New(aui.Credentials{Token: auiToken}, opts...)
		}, []string{auiPassword, auiToken}},
		{"baijiayun", baijiayun.Operations(), func(_ string, opts ...classcloud.ClientOption) (any, error) {
			return baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: baijiayunKey, SecretKey: baijiayunSecret}, opts...)
		}, []string{baijiayunKey, baijiayunSecret}},
		{"classin", classin.Operations(), func(_ string, opts ...classcloud.ClientOption) (any, error) {
			return classin.New(classin.Credentials{SID: 1000082, Secret: classinSecret}, opts...)
		}, []string{classinSecret}},
		{"weclassroom", weclassroom.Operations(), func(_ string, opts ...classcloud.ClientOption) (any, error) {
			return weclassroom.New(weclassroom.Credentials{ApplicationID: "invented", Secret: weclassroomSecret}, opts...)
		}, []string{weclassroomSecret}},
	}
}

// operation is one operation with its plain fixture.
type operation struct {
	classcloud.Operation
	vendor *vendor
	values map[string]json.RawMessage
	filler *wire.Filler
	good   string
}

// kind is what decides how often an operation is sent.
func (op *operation) kind() string {
	if op.Effect == classcloud.EffectOnce && op.Keyed {
		return "Once with a key"
	}
	return op.Effect.String()
}

func (op *operation) call(ctx context.Context, client any) (any, error) {
	return invoke.Call(ctx, client, op.Operation, op.values, op.filler)
}

// operations returns every operation of every vendor.
func operations(t testing.TB) []*operation {
	t.Helper()
	var all []*operation
	for _, v := range vendors() {
		for _, op := range v.operations {
			values, filler, good := golden.Plain(t, v.name, op)
			all = append(all, &operation{op, &v, values, filler, good})
		}
	}
	return all
}
