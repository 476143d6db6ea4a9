from explorer.__main__ import main

raise SystemExit(main())
