// Command ours makes one call of one vendor with this module, to see how large a program becomes.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/go-classcloud/classcloud/baijiayun"
)

func main() {
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: os.Getenv("BAIJIAYUN_PARTNER_KEY")})
	if err != nil {
		fmt.Println(err)
		return
	}
	room, err := client.Rooms.Get(context.Background(), 26010100000001)
	fmt.Println(room, err)
}
