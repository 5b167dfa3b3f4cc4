"""What the archive has to tell -> messages -> 企业微信, 钉钉, 飞书, mail, an Atom file.

Who hears what stands in ``routes.toml``; nothing is told twice, and told means that the other side said so.
"""
