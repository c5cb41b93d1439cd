package agoratest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

const kickAlice = "class-1/users/alice/exit"

func withAlice(t *testing.T) *cloud {
	t.Helper()
	c := newCloud(t)
	c.create("class-1")
	require.NoError(t, c.AddStudents("class-1", "alice", "bob"))
	return c
}

func TestKick(t *testing.T) {
	forEver := time.Time{}
	for _, test := range []struct {
		name, body string
		banned     bool
		until      time.Time
	}{
		{"without a body", ``, false, forEver},
		{"without dirty", `{}`, false, forEver},
		{"null dirty", `{"dirty":null}`, false, forEver},
		{"state 0", `{"dirty":{"state":0}}`, false, forEver},
		{"state 0, whatever the duration", `{"dirty":{"state":0,"duration":-7}}`, false, forEver},
		{"state false", `{"dirty":{"state":false}}`, false, forEver},
		{"state 2 is not 1", `{"dirty":{"state":2,"duration":600}}`, false, forEver},
		{"for ten minutes", `{"dirty":{"state":1,"duration":600}}`, true, begin.Add(10 * time.Minute)},
		{"for half a second", `{"dirty":{"state":1,"duration":0.5}}`, true, begin.Add(500 * time.Millisecond)},
		{"state true", `{"dirty":{"state":true,"duration":600}}`, true, begin.Add(10 * time.Minute)},
		{"for ever", `{"dirty":{"state":1}}`, true, forEver},
		{"for ever, as Agora's client writes it", `{"dirty":{"state":1,"duration":-1}}`, true, forEver},
		{"for no time", `{"dirty":{"state":1,"duration":0}}`, false, forEver},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := withAlice(t)
			a := c.must("POST", kickAlice, test.body)
			assert.JSONEq(t, `{"msg":"Success","code":0,"ts":1111111000}`, a.body)
			users := c.Members("class-1")
			require.Len(t, users, 2)
			assert.Equal(t, agoratest.Member{UserUUID: "bob", UserName: "bob", Role: 2, Online: true}, users[1])
			assert.False(t, users[0].Online)
			assert.Equal(t, test.banned, users[0].Banned)
			assert.True(t, test.until.Equal(users[0].BanEndTime), users[0].BanEndTime)
			assert.Equal(t, test.banned, c.Banned("class-1", "alice"))
		})
	}
}

func TestABanEnds(t *testing.T) {
	c := withAlice(t)
	c.must("POST", kickAlice, `{"dirty":{"state":1,"duration":600}}`)
	assert.ErrorContains(t, c.AddStudents("class-1", "alice"), "banned")
	c.clock.Advance(10*time.Minute - time.Second)
	assert.True(t, c.Banned("class-1", "alice"))
	c.clock.Advance(time.Second)
	assert.False(t, c.Banned("class-1", "alice"))
	require.NoError(t, c.AddStudents("class-1", "alice"))
	assert.True(t, c.Members("class-1")[0].Online)
}

func TestABanForEverStaysUntilPardoned(t *testing.T) {
	c := withAlice(t)
	c.must("POST", kickAlice, `{"dirty":{"state":1}}`)
	c.clock.Advance(4 * 24 * time.Hour)
	c.must("POST", kickAlice, `{}`)
	assert.True(t, c.Banned("class-1", "alice"), "a kick without dirty leaves the ban")
	c.must("POST", kickAlice, `{"dirty":{"state":0}}`)
	assert.False(t, c.Banned("class-1", "alice"))
	assert.NoError(t, c.AddStudents("class-1", "alice"))
}

func TestKickRefuses(t *testing.T) {
	c := withAlice(t)
	for _, body := range []string{
		`{"dirty":1}`, `{"dirty":[]}`, `{"dirty":{}}`, `{"dirty":{"duration":600}}`, `{"dirty":{"state":"1"}}`, `{"dirty":{"state":1.5}}`,
		`{"dirty":{"state":1,"duration":"600"}}`, `{"dirty":{"state":1,"duration":-2}}`, `{"dirty":{"state":1,"duration":-0.5}}`,
		`{"dirty":{"state":1,"duration":1e300}}`, `{"dirty":{"state":1,"duration":1e999}}`, `[]`,
	} {
		c.refuses(http.StatusBadRequest, 400, "POST", kickAlice, body)
	}
	assert.True(t, c.Members("class-1")[0].Online, "nothing of it took effect")
	c.refuses(http.StatusNotFound, 20404200, "POST", "class-1/users/carol/exit", `{}`)
	c.refuses(http.StatusNotFound, 20404100, "POST", "class-2/users/alice/exit", `{}`)
}

func TestAClosedRoomIsEmpty(t *testing.T) {
	c := withAlice(t)
	c.must("PUT", "class-1/states/3", "")
	assert.False(t, c.Members("class-1")[0].Online)
	assert.ErrorContains(t, c.AddStudents("class-1", "carol"), "closed")
	c.refuses(http.StatusGone, 30410100, "POST", kickAlice, `{}`)
}

func TestGetMember(t *testing.T) {
	c := withAlice(t)
	require.NoError(t, c.AddMembers("class-1", agoratest.Member{UserUUID: "tom", UserName: "Tom", Role: 1, Properties: map[string]any{"k": "v"}}))
	assert.JSONEq(t, `{"userName":"Tom","userUuid":"tom","role":"1","userProperties":{"k":"v"},"updateTime":1111111000,"streamUuid":"1000002","state":1}`,
		string(c.must("GET", "class-1/users/tom", "").Data))
	c.must("POST", kickAlice, "")
	assert.JSONEq(t, `{"userName":"alice","userUuid":"alice","role":"2","userProperties":{},"updateTime":1111111000,"streamUuid":"1000000","state":0}`,
		string(c.must("GET", "class-1/users/alice", "").Data))
	c.refuses(http.StatusNotFound, 20404200, "GET", "class-1/users/carol", "")
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2/users/alice", "")
	assert.Error(t, c.AddMembers("class-1", agoratest.Member{UserUUID: "x", Role: 5}))
	assert.Error(t, c.RemoveMembers("class-1", "carol"))
	assert.Error(t, c.RemoveMembers("class-2", "alice"))
}
