//! A real WordPress: Debian's, over MariaDB, served by PHP, all on 127.0.0.1 and all gone afterwards.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use browser_tests::root;
use serde_json::{Value, json};

use super::work::{Work, output, plugin, program};

/// A running WordPress.
pub(super) struct WordPress {
    pub(super) origin: String,
    pub(super) version: String,
    passwords: Value,
    scripts: PathBuf,
    site: PathBuf,
    surroundings: Vec<(&'static str, String)>,
    _work: Work,
}

/// What is missing here, or none.
pub(super) fn missing() -> Option<String> {
    // Minutes of PHP: for those who change the plugin.
    if std::env::var_os("COMMUNE_CMS").is_none() {
        return Some("COMMUNE_CMS is not set".to_owned());
    }
    let programs = ["php", "mariadbd", "mariadb-install-db"];
    let absent: Vec<&str> = programs.into_iter().filter(|name| program(name).is_none()).collect();
    if !absent.is_empty() {
        return Some(format!("{} not installed", absent.join(", ")));
    }
    let files =
        ["/usr/share/wordpress/wp-load.php", "/usr/share/wordpress/wp-content/themes/twentytwentythree"];
    files.iter().find(|file| !Path::new(file).exists()).map(|file| format!("there is no {file}"))
}

impl WordPress {
    /// Installs it, with the plugin in place but not active. `port` is that of the metropole's host.
    pub(super) fn start(port: u16) -> Result<Self> {
        let mut work = Work::new("wp")?;
        let folder = work.folder.clone();
        let scripts = root().join("www/integrations/wordpress/tests");
        let user = output(Command::new("id").arg("-un"))?.trim().to_owned();
        let (data, socket) = (folder.join("data"), folder.join("db.sock"));
        let own = |command: &mut Command| {
            command
                .arg("--no-defaults")
                .arg(format!("--user={user}"))
                .arg(format!("--datadir={}", data.display()));
        };
        let mut install = Command::new(program("mariadb-install-db").context("no mariadb-install-db")?);
        own(&mut install);
        output(install.args(["--auth-root-authentication-method=normal", "--skip-test-db"]))?;
        let mut database = Command::new(program("mariadbd").context("no mariadbd")?);
        own(&mut database);
        database.arg("--skip-networking").arg(format!("--socket={}", socket.display()));
        work.start("mariadb", &mut database)?;
        work.wait("mariadb", || std::os::unix::net::UnixStream::connect(&socket).is_ok())?;

        let site = folder.join("site");
        // The package links to files elsewhere: the copy is whole.
        output(Command::new("cp").arg("-rL").arg("/usr/share/wordpress").arg(&site))?;
        fs::copy(scripts.join("wp-config.php"), site.join("wp-config.php"))?;
        let must = site.join("wp-content/mu-plugins");
        fs::create_dir_all(&must)?;
        fs::copy(scripts.join("mu.php"), must.join("mu.php"))?;
        plugin("wordpress", &site.join("wp-content/plugins"))?;

        let here = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let origin = format!("http://127.0.0.1:{here}");
        let surroundings = vec![
            ("CMS_DB_USER", "root".to_owned()),
            ("CMS_DB_SOCKET", socket.display().to_string()),
            ("CMS_ORIGIN", origin.clone()),
            ("CMS_LOG", folder.join("wordpress.log").display().to_string()),
            ("CMS_STATIC_PORT", port.to_string()),
        ];
        let mut php = Command::new("php");
        php.envs(surroundings.clone()).env("PHP_CLI_SERVER_WORKERS", "4");
        php.args(["-S", &format!("127.0.0.1:{here}"), "-t"]).arg(&site).arg(scripts.join("router.php"));
        work.start("php", &mut php)?;
        work.wait("php", || TcpStream::connect(("127.0.0.1", here)).is_ok())?;

        let mut new = Self {
            origin,
            version: String::new(),
            passwords: Value::Null,
            scripts,
            site,
            surroundings,
            _work: work,
        };
        let told: Value = serde_json::from_str(&new.php("setup.php", &[])?)?;
        new.version = told["version"].as_str().unwrap_or_default().to_owned();
        new.passwords = told["passwords"].clone();
        Ok(new)
    }

    fn php(&self, script: &str, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new("php");
        command.envs(self.surroundings.clone()).arg(self.scripts.join(script));
        if script != "rest.php" {
            command.arg(&self.site);
        }
        output(command.args(arguments)).with_context(|| script.to_owned())
    }

    /// Activates the plugin and saves its settings, deactivates or uninstalls it.
    pub(super) fn plugin(&self, what: &str, settings: &Value) -> Result<()> {
        let told = self.php("plugin.php", &[what, &settings.to_string()])?;
        ensure!(told.starts_with("OK"), "plugin {what}: {told}");
        Ok(())
    }

    /// One POST to the REST API as this user.
    pub(super) fn post(&self, user: &str, route: &str, fields: &Value) -> Result<(u64, Value)> {
        let password = self.passwords[user].as_str().context("no such user")?;
        let told: Value =
            serde_json::from_str(&self.php("rest.php", &[user, password, route, &fields.to_string()])?)?;
        Ok((told["status"].as_u64().unwrap_or(0), told["body"].clone()))
    }

    /// Saves a post as an author, who publishes it, or as a contributor, whose post an administrator then
    /// publishes unread. Gives its address and what was stored.
    pub(super) fn save(&self, user: &str, content: &str) -> Result<(String, String)> {
        let status = if user == "contributor" { "pending" } else { "publish" };
        let fields = json!({"title": format!("De {user}"), "content": content, "status": status});
        let (code, post) = self.post(user, "/wp/v2/posts", &fields)?;
        ensure!(code == 201, "{user} cannot save: {code} {post}");
        let id = post["id"].as_u64().context("no id")?;
        let stored = post["content"]["raw"].as_str().unwrap_or_default().to_owned();
        if user == "contributor" {
            let publish = json!({"status": "publish"});
            // A contributor may not publish: the post must need somebody else.
            let (code, _) = self.post(user, &format!("/wp/v2/posts/{id}"), &publish)?;
            ensure!(code == 403, "a contributor publishes: {code}");
            let (code, told) = self.post("admin", &format!("/wp/v2/posts/{id}"), &publish)?;
            ensure!(code == 200, "the administrator cannot publish: {code} {told}");
        }
        Ok((format!("{}/?p={id}", self.origin), stored))
    }

    /// What WordPress and the plugin wrote to the log that is the plugin's.
    pub(super) fn complaints(&self) -> Vec<String> {
        let log = self.surroundings.iter().find(|(name, _)| *name == "CMS_LOG");
        let text = log.and_then(|(_, path)| fs::read_to_string(path).ok()).unwrap_or_default();
        text.lines().filter(|line| line.contains("commune")).map(str::to_owned).collect()
    }
}
