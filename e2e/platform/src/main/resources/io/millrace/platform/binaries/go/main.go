// Command etcd is the etcd server, built from its module because the project publishes no binaries there.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
