package main

import (
	"bytes"
	"compress/zlib"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// pairOf is a parameter by hand.
type pairOf struct{ name, value string }

// byHandForm sorts, signs and writes a form, in two buffers.
func byHandForm(params []pairOf) []byte {
	params = append(params, pairOf{"partner_id", strconv.Itoa(partnerID)}, pairOf{"timestamp", strconv.FormatInt(time.Now().Unix(), 10)})
	slices.SortFunc(params, func(a, b pairOf) int { return strings.Compare(a.name, b.name) })
	text := make([]byte, 0, 512)
	for _, p := range params {
		text = append(append(append(append(text, p.name...), '='), p.value...), '&')
	}
	text = append(append(text, "partner_key="...), partnerKey...)
	sum := md5.Sum(text)
	body := make([]byte, 0, 512)
	for _, p := range params {
		body = append(append(append(append(body, p.name...), '='), url.QueryEscape(p.value)...), '&')
	}
	body = append(body, "sign="...)
	return hex.AppendEncode(body, sum[:])
}

// twenty are the parameters of a room with everything set.
func twenty() []wire.Member {
	var out []wire.Member
	for i, name := range []string{"title", "start_time", "end_time", "type", "max_users", "pre_enter_time", "is_long_term", "is_group_live",
		"template_name", "speak_camera_turnon", "teacher_need_detect_device", "student_need_detect_device", "forbidden_end_types", "is_video_main",
		"m_is_video_main", "is_mock_live", "is_push_live", "enable_share", "switch_room_role", "auto_onstage"} {
		value := wire.IntOf(int64(i))
		switch name {
		case "title":
			value = wire.TextOf("英语语法 Grammar 1")
		case "template_name":
			value = wire.TextOf("doubleCamera")
		case "start_time", "end_time":
			value = wire.IntOf(1501575608 + int64(i))
		}
		out = append(out, wire.Member{Name: name, Value: value})
	}
	return out
}

// signedText returns what is signed, so that the bare MD5 is over the same bytes.
func signedText(params []wire.Member, now time.Time) ([]byte, error) {
	all, err := new(signing.Orders).Params(params, partnerID, now)
	if err != nil {
		return nil, err
	}
	sorted, _ := all.Sorted("")
	var text []byte
	for _, m := range sorted {
		text = append(text, m.Name+"="+m.Value.Text+"&"...)
	}
	return append(text, "partner_key="+partnerKey...), nil
}

// signForm compares sorting, signing and writing a form of 20 parameters with the bare MD5 of the same bytes.
func signForm(s settings) ([]result, error) {
	params, now := twenty(), time.Unix(1501572288, 0)
	text, err := signedText(params, now)
	if err != nil {
		return nil, err
	}
	var orders signing.Orders // which a client keeps
	r, err := s.pair("sign-form", func(n int) error {
		for range n {
			all, err := orders.Params(params, partnerID, now)
			if err != nil {
				return err
			}
			if form, _ := all.Form(partnerKey); len(form) == 0 {
				return errors.New("an empty form")
			}
		}
		return nil
	}, bareSum(text))
	return []result{r}, err
}

func bareSum(text []byte) work {
	return func(n int) error {
		for range n {
			sum := md5.Sum(text)
			if sum[0] == 0 && sum[1] == 0 && sum[2] == 0 {
				return errors.New("impossible: it only keeps the sum")
			}
		}
		return nil
	}
}

// signSignMsg compares 50 users as signMsg with the bare primitives and the cheapest writer of the text.
func signSignMsg(s settings) ([]result, error) {
	const secret = "0123456789abcdef0123456789abcdef"
	users := fifty()
	r, err := s.pair("sign-signmsg", func(n int) error {
		for range n {
			plain, err := ourPHP(users)
			if err != nil {
				return err
			}
			if _, err := signing.Seal(plain, secret, rand.Reader); err != nil {
				return err
			}
		}
		return nil
	}, func(n int) error {
		for range n {
			if _, err := bareSeal(barePHP(users), secret); err != nil {
				return err
			}
		}
		return nil
	})
	return []result{r}, err
}

func ourPHP(users []wire.Member) ([]byte, error) { return wire.AppendPHP(nil, users) }

func fifty() []wire.Member {
	list := make([]wire.Member, 50)
	for i := range list {
		list[i].Value = wire.Value{Kind: wire.Map, Items: []wire.Member{
			{Name: "mobile", Value: wire.TextOf("138001380" + strconv.Itoa(10+i))}, {Name: "nickname", Value: wire.TextOf("学生" + strconv.Itoa(i))},
			{Name: "role", Value: wire.IntOf(1)},
		}}
	}
	return []wire.Member{{Name: "users", Value: wire.Value{Kind: wire.List, Items: list}}, {Name: "type", Value: wire.IntOf(1)}}
}

// barePHP writes what AppendPHP writes, into one buffer of the right size and without a look at the kinds.
func barePHP(users []wire.Member) []byte {
	out := make([]byte, 0, 8<<10)
	text := func(s string) {
		out = append(strconv.AppendInt(append(out, "s:"...), int64(len(s)), 10), `:"`...)
		out = append(append(out, s...), `";`...)
	}
	out = append(out, `a:2:{s:5:"users";a:50:{`...)
	for i, user := range users[0].Value.Items {
		out = append(strconv.AppendInt(append(out, "i:"...), int64(i), 10), ";a:3:{"...)
		for _, m := range user.Value.Items {
			text(m.Name)
			if m.Value.Kind == wire.Text {
				text(m.Value.Text)
			} else {
				out = append(strconv.AppendInt(append(out, "i:"...), m.Value.Int, 10), ';')
			}
		}
		out = append(out, '}')
	}
	return append(out, `}s:4:"type";i:1;}`...)
}

func bareSeal(plain []byte, secret string) (string, error) {
	var iv [aes.BlockSize]byte
	if _, err := rand.Read(iv[:]); err != nil {
		return "", err
	}
	block, err := aes.NewCipher([]byte(secret))
	if err != nil {
		return "", err
	}
	for n := aes.BlockSize - len(plain)%aes.BlockSize; ; {
		plain = append(plain, bytes.Repeat([]byte{byte(n)}, n)...)
		break
	}
	cipher.NewCBCEncrypter(block, iv[:]).CryptBlocks(plain, plain)
	text := base64.StdEncoding.AppendEncode(nil, iv[:])
	at := len(text)
	text = base64.StdEncoding.AppendEncode(text, plain)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(text)
	out := make([]byte, 0, 2*len(text))
	out = append(append(out, `{"iv":"`...), bytes.ReplaceAll(text[:at], []byte("/"), []byte(`\/`))...)
	out = append(append(out, `","value":"`...), bytes.ReplaceAll(text[at:], []byte("/"), []byte(`\/`))...)
	out = hex.AppendEncode(append(out, `","mac":"`...), mac.Sum(nil))
	return base64.StdEncoding.EncodeToString(append(out, `"}`...)), nil
}

const (
	appID       = "0123456789abcdef0123456789abcdef"
	certificate = "fedcba9876543210fedcba9876543210"
)

var zlibWriters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// bareToken packs an app token by hand, with a pooled writer.
func bareToken() (string, error) {
	var saltBytes [4]byte
	if _, err := rand.Read(saltBytes[:]); err != nil {
		return "", err
	}
	le := binary.LittleEndian
	salt, issued := le.Uint32(saltBytes[:])%99999998+1, uint32(time.Now().Unix())
	info := append(le.AppendUint16(make([]byte, 0, 128), uint16(len(appID))), appID...)
	info = le.AppendUint32(le.AppendUint32(le.AppendUint32(info, issued), 3600), salt)
	info = le.AppendUint16(le.AppendUint16(info, 1), 7)
	info = le.AppendUint32(le.AppendUint16(le.AppendUint16(info, 1), 3), 3600)
	info = le.AppendUint16(le.AppendUint16(info, 0), 0)
	info = le.AppendUint16(info, 0xffff)
	sum := func(key, text []byte) []byte {
		mac := hmac.New(sha256.New, key)
		mac.Write(text)
		return mac.Sum(nil)
	}
	key := sum(le.AppendUint32(nil, salt), sum(le.AppendUint32(nil, issued), []byte(certificate)))
	signature := sum(key, info)
	var packed bytes.Buffer
	w := zlibWriters.Get().(*zlib.Writer)
	defer zlibWriters.Put(w)
	w.Reset(&packed)
	_, err := w.Write(append(append(le.AppendUint16(nil, uint16(len(signature))), signature...), info...))
	if err := errors.Join(err, w.Close()); err != nil {
		return "", err
	}
	return "007" + base64.StdEncoding.EncodeToString(packed.Bytes()), nil
}

func token007(s settings) ([]result, error) {
	ours := agora.TokenBuilder{AppID: appID, Certificate: certificate}
	r, err := s.pair("token-007", func(n int) error {
		for range n {
			if _, err := ours.App(time.Hour); err != nil {
				return err
			}
		}
		return nil
	}, func(n int) error {
		for range n {
			if _, err := bareToken(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	mem, err := memory([2]string{"token-007-allocs", "token-007-bytes"}, 2000/s.scale+10, func(n int) error {
		for range n {
			if _, err := ours.App(time.Hour); err != nil {
				return err
			}
		}
		return nil
	}, func(n int) error {
		for range n {
			if _, err := bareToken(); err != nil {
				return err
			}
		}
		return nil
	})
	return append([]result{r}, mem...), err
}
