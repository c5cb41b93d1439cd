package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// problemsOf returns the fields that a request is refused for.
func problemsOf(t *testing.T, err error) (fields []string) {
	t.Helper()
	own := clienttest.AsError(t, err)
	require.Equal(t, classcloud.InvalidArgument, own.Kind, "%v", err)
	for _, field := range own.Fields {
		fields = append(fields, field.Wire)
	}
	return fields
}

func TestLimitsOfSubAccounts(t *testing.T) {
	type limits = baijiayun.SubAccountLimits
	srv, client := newCloud(t)
	for _, test := range []struct {
		name        string
		live, video bool
		limits      limits
		want        []string
	}{
		{"users at once", true, false, limits{UserLimit: 1, MaxUserLimit: 1}, nil},
		{"entries", true, false, limits{UserCount: 1, MaxUserCount: 2}, nil},
		{"both", true, false, limits{UserLimit: 1, MaxUserLimit: 1, UserCount: 1, MaxUserCount: 2}, nil},
		{"neither service", false, false, limits{}, nil},
		{"video", false, true, limits{StorageLimit: 1, MaxStorageLimit: 1, FlowLimit: 1, MaxFlowLimit: 1}, nil},
		{"live without limits", true, false, limits{StorageLimit: 1, MaxStorageLimit: 1}, []string{"user_limit"}},
		{"video without limits", false, true, limits{UserLimit: 1, MaxUserLimit: 1}, []string{"storage_limit", "flow_limit"}},
		{"half a pair", true, false, limits{UserLimit: 1, MaxUserLimit: 1, MaxUserCount: 7}, []string{"user_count, max_user_count"}},
		{"the other half", false, false, limits{FlowLimit: 7}, []string{"flow_limit, max_flow_limit"}},
		{"less than the plan", true, false, limits{UserLimit: 2, MaxUserLimit: 1}, []string{"max_user_limit"}},
		{"negative", true, false, limits{UserLimit: -2, MaxUserLimit: -1, MaxSpeakers: new(-1)}, []string{"user_limit", "max_user_limit", "live_max_speakers"}},
	} {
		in := newSubAccount()
		in.Live, in.Video, in.SubAccountLimits = test.live, test.video, test.limits
		in.Phone, in.Email = test.name, test.name
		srv.ClearRequests()
		_, err := client.SubAccounts.Create(t.Context(), in)
		if test.want == nil {
			assert.NoError(t, err, test.name)
			continue
		}
		assert.Equal(t, test.want, problemsOf(t, err), test.name)
		assert.Empty(t, srv.Requests(), test.name)
	}
}

func TestAnUpdateOfASubAccountThatIsRefused(t *testing.T) {
	srv, client := newCloud(t)
	day := classcloud.Date{Year: 2018, Month: 1, Day: 2}
	for _, test := range []struct {
		in   baijiayun.UpdateSubAccountRequest
		want []string
	}{
		{baijiayun.UpdateSubAccountRequest{}, []string{"sub_partner_id", ""}},
		{baijiayun.UpdateSubAccountRequest{SubPartnerID: 7}, []string{""}},
		{baijiayun.UpdateSubAccountRequest{SubPartnerID: -7, EffectDate: day}, []string{"sub_partner_id"}},
		{baijiayun.UpdateSubAccountRequest{SubPartnerID: 7, EffectDate: day, ExpireDate: day.AddDays(-1)}, []string{"expire_time"}},
		{baijiayun.UpdateSubAccountRequest{SubPartnerID: 7, SubAccountLimits: baijiayun.SubAccountLimits{MaxUserLimit: 5}}, []string{"user_limit, max_user_limit"}},
		{baijiayun.UpdateSubAccountRequest{SubPartnerID: 7, SubAccountLimits: baijiayun.SubAccountLimits{StorageLimit: 5, MaxStorageLimit: 4}}, []string{"max_storage_limit"}},
	} {
		assert.Equal(t, test.want, problemsOf(t, client.SubAccounts.Update(t.Context(), &test.in)))
	}
	assert.Empty(t, srv.Requests())
	err := client.SubAccounts.Update(t.Context(), &baijiayun.UpdateSubAccountRequest{SubPartnerID: 7, EffectDate: day, ExpireDate: day})
	assert.ErrorIs(t, err, baijiayun.CodeAccountNotFound, "one day is long enough to be sent")
	assert.Equal(t, []string{"sub_partner_id"}, problemsOf(t, client.SubAccounts.Stop(t.Context(), 0)))
	assert.Equal(t, []string{"sub_partner_id"}, problemsOf(t, client.SubAccounts.Stop(t.Context(), -1)))
}

// The two senses of live_on: a flag in a create, a status in an update.
func TestStatusesOfAnUpdate(t *testing.T) {
	sent := sends(t, func(c *baijiayun.Client) error {
		return c.SubAccounts.Update(t.Context(), &baijiayun.UpdateSubAccountRequest{SubPartnerID: 7, Live: new(baijiayun.ServiceStatusStopped), Video: new(baijiayun.ServiceStatusNone)})
	})
	assert.Equal(t, values("sub_partner_id", "7", "live_on", "2", "video_on", "0"), sent)
}

// The reply to Stop repeats the sub-account's partner_id, which is known: it is not drift.
func TestTheReplyToStopIsKnown(t *testing.T) {
	var seen []string
	client := stubbed(t, answers(`{"partner_id":7,"stopped":true}`), classcloud.OnDrift(func(d classcloud.Drift) { seen = append(seen, d.Path) }))
	require.NoError(t, client.SubAccounts.Stop(t.Context(), 7))
	assert.Equal(t, []string{"/data/stopped"}, seen)
}
