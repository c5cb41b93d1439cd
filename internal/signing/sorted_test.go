package signing

import (
	"crypto/md5"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// documentedKey is the key the document prints in its signing section. Its example of API 1 has scanning errors in two places.
const documentedKey = "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg=="

func members(pairs ...string) []wire.Member {
	var out []wire.Member
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, wire.Member{Name: pairs[i], Value: wire.TextOf(pairs[i+1])})
	}
	return out
}

// The document's own example. It prints 70d60aca82bedd5a10a64247c3d464b1, which is the MD5 of the text after a browser read its
// "&times" as ×: the vendor's newer document and client print the one below for the same parameters.
func TestTheDocumentedSignature(t *testing.T) {
	all, err := new(Orders).Params(members("title", "测试教室", "start_time", "1501575608", "end_time", "1501579208", "type", "2"), 12345678, time.Unix(1501572288, 0))
	require.NoError(t, err)
	params, sign := all.Sorted(documentedKey)
	assert.Equal(t, "5b78486597c679b0c6256da014af1260", sign)
	assert.Equal(t, wire.Member{Name: "sign", Value: wire.TextOf(sign)}, params[len(params)-1], "the signature does not cover itself")
	form, again := all.Form(documentedKey)
	assert.Equal(t, sign, again)
	assert.Equal(t, "end_time=1501579208&partner_id=12345678&start_time=1501575608&timestamp=1501572288&title=%E6%B5%8B%E8%AF%95%E6%95%99%E5%AE%A4&type=2&sign="+sign, string(form))
}

// The vendor's rule does not separate values, so two different requests can have the same signature. PHP computed the one below.
func TestTheSignatureDoesNotKeepValuesApart(t *testing.T) {
	one := members("room_id", "1", "user_avatar", "", "user_name", "evil&user_number=1&user_role=1&x=", "user_number", "777", "user_role", "0")
	other := members("room_id", "1", "user_avatar", "", "user_name", "evil", "user_number", "1", "user_role", "1", "x", "&user_number=777&user_role=0")
	assert.Equal(t, "ead66b175f0730e21cc3eac3e87f0368", Digest(one, "hold+out/Key=="))
	assert.Equal(t, Digest(one, "hold+out/Key=="), Digest(other, "hold+out/Key=="))
}

func TestKeysAreSortedByTheirBytes(t *testing.T) {
	all, err := new(Orders).Params(members("a1", "1", "a", "2", "B", "3", "", "4"), 1, time.Unix(1, 0))
	require.NoError(t, err)
	params, _ := all.Sorted("k")
	var names []string
	for _, m := range params {
		names = append(names, m.Name)
	}
	assert.Equal(t, []string{"", "B", "a", "a1", "partner_id", "timestamp", "sign"}, names)
}

func TestWhatTheClientSetsCannotBeSet(t *testing.T) {
	for _, name := range []string{"partner_id", "timestamp", "sign", "partner_key"} {
		_, err := new(Orders).Params(members(name, "1"), 1, time.Unix(1, 0))
		assert.ErrorContains(t, err, "the parameter "+name+" is set by the client itself")
	}
}

func TestWithoutAKeyThereIsNoSignature(t *testing.T) {
	all, err := new(Orders).Params(members("secret_key", "s"), 1, time.Unix(1, 0))
	require.NoError(t, err)
	params, sign := all.Sorted("")
	assert.Empty(t, sign)
	form, sign := all.Form("")
	assert.Empty(t, sign)
	assert.Equal(t, "partner_id=1&secret_key=s&timestamp=1", string(form))
	assert.Equal(t, members("partner_id", "1", "secret_key", "s", "timestamp", "1"), params)
}

// slowly is the rule as the document words it, with the library's sort, escapes and digest.
func slowly(params []wire.Member, partnerID int64, now time.Time, key string) string {
	all := append(slices.Clone(params), members("partner_id", strconv.FormatInt(partnerID, 10), "timestamp", strconv.FormatInt(now.Unix(), 10))...)
	slices.SortStableFunc(all, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	var text, form strings.Builder
	for _, m := range all {
		text.WriteString(m.Name + "=" + m.Value.FormText() + "&")
		form.WriteString(url.QueryEscape(m.Name) + "=" + url.QueryEscape(m.Value.FormText()) + "&")
	}
	sum := md5.Sum([]byte(text.String() + "partner_key=" + key))
	return form.String() + "sign=" + hex.EncodeToString(sum[:])
}

func FuzzForm(f *testing.F) {
	f.Add("title", "测试 & 100% +?", "title", "", "zz", int64(-1), 1)
	f.Add("pre_enter_time", "a b", "pre_enter", "~-_.*", "", int64(0), 60)
	f.Add("&学 name", "é", "a name as long as what is copied at once", "long", "%", int64(123), 3)
	f.Add("aaaaaaaab", "\xff\x00", "aaaaaaaaa", "=&=", "sign2", int64(1<<62), 49)
	f.Fuzz(func(t *testing.T, n1, v1, n2, v2, n3 string, number int64, more int) {
		params := append(members(n1, v1, n2, v2), wire.Member{Name: n3, Value: wire.IntOf(number)},
			wire.Member{Name: "list", Value: wire.Value{Kind: wire.List, Items: []wire.Member{{Value: wire.TextOf(v1)}}}}, wire.Member{Name: "on", Value: wire.Value{Kind: wire.Bool, Int: 1}})
		for i := range min(max(more, 0), 200) { // more than fit on the stack
			params = append(params, wire.Member{Name: n2 + strconv.Itoa(i*7919%1000), Value: wire.TextOf(strings.Repeat(v2, i))})
		}
		now := time.Unix(number>>8, 0)
		all, err := new(Orders).Params(params, number, now)
		if err != nil {
			return
		}
		form, sign := all.Form("k&y")
		if want := slowly(params, number, now, "k&y"); string(form) != want {
			t.Errorf("got %q, want %q", form, want)
		}
		sorted, again := all.Sorted("k&y")
		assert.Equal(t, sign, again)
		assert.Equal(t, string(form), string(wire.AppendForm(nil, sorted)))
		assert.Equal(t, sign, Digest(sorted[:len(sorted)-1], "k&y"))
	})
}

// Names and values of any length and kind, few and many, are written as the document words it, whatever was long before them.
func TestFormsOfAnyLength(t *testing.T) {
	random, now := rand.New(rand.NewPCG(3, 4)), time.Unix(1501572288, 0)
	letters := []string{"a", "name", "_", "time", "&", "=", "学", " ", "%", "+"}
	text := func(long int) string {
		var out strings.Builder
		for range random.IntN(long) {
			out.WriteString(letters[random.IntN(4+random.IntN(7))])
		}
		return out.String()
	}
	for range 1000 {
		var params []wire.Member
		kinds := 1 + 4*random.IntN(2) // of which none but long numbers is one
		for range random.IntN(80) {
			value := wire.IntOf(-random.Int64())
			switch random.IntN(kinds) {
			case 1:
				value = wire.TextOf(text(30))
			case 2:
				value = wire.TextOf(text(1 + random.IntN(600)))
			case 3, 4:
				value.Int = -value.Int >> random.IntN(64)
			}
			params = append(params, wire.Member{Name: "n" + text(20), Value: value})
		}
		partnerID := random.Int64() >> random.IntN(64)
		all, err := new(Orders).Params(params, partnerID, now)
		require.NoError(t, err)
		form, sign := all.Form("k&y")
		require.Equal(t, slowly(params, partnerID, now, "k&y"), string(form))
		sorted, again := all.Sorted("k&y")
		require.Equal(t, sign, again)
		require.Equal(t, string(form), string(wire.AppendForm(nil, sorted)))
		require.LessOrEqual(t, cap(form)-len(form), 2*len(form), "room that is never used")
	}
}

// The room for names and numbers is made at once, so it must do for the longest, and for the array that the last name is copied as.
func TestFormsOfTheLongestNumbers(t *testing.T) {
	now := time.Unix(1501572288, 0)
	for count := range 80 {
		var params []wire.Member
		for i := range count {
			params = append(params, wire.Member{Name: "n" + strconv.Itoa(i), Value: wire.IntOf(math.MinInt64)})
		}
		all, err := new(Orders).Params(params, math.MinInt64, now)
		require.NoError(t, err)
		form, _ := all.Form("k")
		require.Equal(t, slowly(params, math.MinInt64, now, "k"), string(form))
	}
}

func TestNumbersOfEveryLength(t *testing.T) {
	now := time.Unix(1501572288, 0)
	for _, n := range []int64{0, 1, 9, 10, 11, 19, 20, 90, 99, 100, 101, 999, 1000, -1, -9, -10, -99, -100, math.MaxInt64} {
		params := []wire.Member{{Name: "n", Value: wire.IntOf(n)}, {Name: "z z", Value: wire.IntOf(n)}}
		all, err := new(Orders).Params(params, n, now)
		require.NoError(t, err)
		form, _ := all.Form("k")
		assert.Equal(t, slowly(params, n, now, "k"), string(form))
	}
}

// A form is put together on the stack: what is left is the form itself and the signature.
func TestAFormCostsTwoAllocations(t *testing.T) {
	few := members("title", "测试教室", "start_time", "1501575608", "end_time", "1501579208", "type", "2")
	many := few
	for _, name := range []string{"max_users", "pre_enter_time", "is_long_term", "is_group_live", "template_name", "speak_camera_turnon",
		"teacher_need_detect_device", "student_need_detect_device", "is_video_main", "is_mock_live", "enable_share", "auto_onstage"} {
		many = append(many, wire.Member{Name: name, Value: wire.IntOf(1)})
	}
	now := time.Unix(1501572288, 0)
	for _, params := range [][]wire.Member{few, many} {
		var orders Orders
		assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
			all, _ := orders.Params(params, 12345678, now)
			all.Form(documentedKey)
		}), 2.0, "of %d parameters", len(params))
	}
}
