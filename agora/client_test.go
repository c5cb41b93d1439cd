package agora_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestNewRefuses(t *testing.T) {
	id, certificate := strings.Repeat("a", 32), strings.Repeat("b", 32)
	for name, keys := range map[string]agora.Credentials{
		"a missing app id":                      {Certificate: certificate},
		"an app id that is not hexadecimal":     {AppID: strings.Repeat("z", 32), Certificate: certificate},
		"neither certificate, token nor source": {AppID: id},
		"two ways to sign":                      {AppID: id, Certificate: certificate, Token: "t"},
		"a short certificate":                   {AppID: id, Certificate: "b"},
		"a user without a token":                {AppID: id, Certificate: certificate, UID: "u"},
	} {
		_, err := agora.New(keys)
		assert.Error(t, err, name)
	}
	_, err := agora.New(nil)
	assert.Error(t, err)
}

func TestRegionIsChecked(t *testing.T) {
	_, err := agora.New(keys, agora.WithRegion("CN"))
	assert.ErrorContains(t, err, "want cn, ap, eu or na")
	_, err = agora.New(keys, agora.WithRegion(""))
	assert.ErrorContains(t, err, "WithoutRegion leaves the region out", "an unset variable is not a choice")
	_, err = agora.New(keys)
	assert.ErrorContains(t, err, "the region is missing: give WithRegion")
	client, err := agora.New(keys, agora.WithoutRegion())
	require.NoError(t, err)
	_, err = client.With(classcloud.WithoutRetry())
	assert.NoError(t, err, "With keeps the choice")
}

func TestRegions(t *testing.T) {
	srv, clock := newProject(t)
	for _, region := range []agora.Region{agora.RegionNone, agora.RegionCN, agora.RegionAP, agora.RegionEU, agora.RegionNA} {
		t.Run("region "+string(region), func(t *testing.T) {
			srv.ClearRequests()
			client := newClient(t, srv, clock, srv.Credentials(), in(region))
			require.NoError(t, createRoom(t, client, "in-"+string(region)))
			prefix := "/edu/apps/"
			if region != agora.RegionNone {
				prefix = "/" + string(region) + prefix
			}
			assert.Equal(t, prefix+srv.Credentials().AppID+"/v2/rooms/in-"+string(region), srv.Requests()[0].Path)
		})
	}
	eu := newClient(t, srv, clock, srv.Credentials(), agora.WithRegion(agora.RegionEU))
	err := eu.Rooms.Start(t.Context(), "in-na")
	assert.ErrorIs(t, err, agora.CodeRoomNotFound, "a room of another region does not exist")
	assert.Contains(t, clienttest.AsError(t, err).Hint, "WithRegion")
	_, err = agora.New(srv.Credentials(), agora.WithRegion("mars"))
	assert.ErrorContains(t, err, "mars")
}
