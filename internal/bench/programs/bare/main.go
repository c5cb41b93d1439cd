// Command bare makes the call of the program ours with net/http alone.
package main

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
)

func main() {
	form := url.Values{"partner_id": {"1"}, "room_id": {"26010100000001"}, "timestamp": {strconv.FormatInt(time.Now().Unix(), 10)}}
	sum := md5.Sum([]byte("partner_id=1&room_id=26010100000001&timestamp=" + form.Get("timestamp") + "&partner_key=" + os.Getenv("BAIJIAYUN_PARTNER_KEY")))
	form.Set("sign", hex.EncodeToString(sum[:]))
	resp, err := http.PostForm("https://demo123.at.baijiayun.com/openapi/room/info", form)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = resp.Body.Close() }()
	var reply struct {
		Code int `json:"code"`
		Data struct {
			Title string `json:"title"`
		} `json:"data"`
	}
	err = json.NewDecoder(resp.Body).Decode(&reply)
	fmt.Println(reply, err)
}
