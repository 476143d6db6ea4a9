"""Long work in threads: a job, the newest of many requests, a thread that stays.

Knows nothing of what it runs; who asks for what stands in `ui.pages.circuit`. Begin with `Job` in
`threads`.
"""
