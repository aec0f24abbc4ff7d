//! The browser's side: <https://fetch.spec.whatwg.org/>.

use crate::{
    FetchError,
    policy::{Limits, may_be_json, retry_delay_ms},
};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{JsString, Object, Reflect, Uint8Array};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCredentials, RequestInit, RequestRedirect,
    Response,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = TextDecoder)]
    type TextDecoder;
    #[wasm_bindgen(constructor, js_class = "TextDecoder")]
    fn new() -> TextDecoder;
    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, bytes: &Uint8Array) -> JsString;
    // js-sys' binding takes a Rust string, which would copy the text into wasm memory and out again.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// A request under way. Dropping it cancels the request; its callback then never runs.
#[must_use = "dropping the handle cancels the request"]
pub struct Handle {
    controller: Rc<Cell<Option<AbortController>>>,
    cancelled: Rc<Cell<bool>>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.cancelled.set(true);
        if let Some(controller) = self.controller.take() {
            controller.abort();
        }
    }
}

/// The whole body of a successful answer, still on the JavaScript side.
pub struct Body(Uint8Array);

impl Body {
    /// Copies the bytes into wasm memory.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// Parses with the browser's `JSON.parse`.
    pub fn json(&self) -> Result<JsValue, FetchError> {
        let text = TextDecoder::new().decode(&self.0);
        parse_json(&text).map_err(|error| FetchError::Malformed { detail: message_of(&error) })
    }
}

/// Asks for JSON at `url`, within `limits`, without cookies and with the browser's cache, and calls `done`
/// once, unless the handle is dropped first.
pub fn fetch(url: &str, limits: Limits, done: Box<dyn FnOnce(Result<Body, FetchError>)>) -> Handle {
    start(url, None, limits, done)
}

/// Sends a form (`application/x-www-form-urlencoded`) by POST and calls `done` as [`fetch`] does. The request must
/// change nothing at the host: it is tried again like any other. A form needs no preflight. A redirect is not followed,
/// and is told as [`FetchError::Status`] of 0, the status that a browser shows of one.
pub fn post(
    url: &str,
    form: &str,
    limits: Limits,
    done: Box<dyn FnOnce(Result<Body, FetchError>)>,
) -> Handle {
    start(url, Some(form.to_owned()), limits, done)
}

fn start(
    url: &str,
    form: Option<String>,
    limits: Limits,
    done: Box<dyn FnOnce(Result<Body, FetchError>)>,
) -> Handle {
    let handle = Handle { controller: Rc::new(Cell::new(None)), cancelled: Rc::new(Cell::new(false)) };
    let (controller, cancelled) = (handle.controller.clone(), handle.cancelled.clone());
    let url = url.to_owned();
    spawn_local(async move {
        let mut attempt = 0;
        let result = loop {
            let (result, retry_after) = attempt_once(&url, form.as_deref(), limits, &controller).await;
            let Err(error) = &result else { break result };
            let Some(delay) = retry_delay_ms(error, attempt, limits.retries, retry_after) else {
                break result;
            };
            TimeoutFuture::new(delay).await;
            if cancelled.get() {
                return;
            }
            attempt += 1;
        };
        if !cancelled.get() {
            done(result);
        }
    });
    handle
}

async fn attempt_once(
    url: &str,
    form: Option<&str>,
    limits: Limits,
    slot: &Rc<Cell<Option<AbortController>>>,
) -> (Result<Body, FetchError>, Option<u32>) {
    let Ok(controller) = AbortController::new() else { return (Err(FetchError::Network), None) };
    slot.set(Some(controller.clone()));
    let timed_out = Rc::new(Cell::new(false));
    let timer = {
        let (controller, timed_out) = (controller.clone(), timed_out.clone());
        Timeout::new(limits.timeout_ms, move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let mut retry_after = None;
    let result = exchange(url, form, limits, &controller, &mut retry_after).await;
    drop(timer);
    let result = result.map_err(|error| match error {
        FetchError::Network if timed_out.get() => FetchError::TimedOut { after_ms: limits.timeout_ms },
        other => other,
    });
    (result, retry_after)
}

async fn exchange(
    url: &str,
    form: Option<&str>,
    limits: Limits,
    controller: &AbortController,
    retry_after: &mut Option<u32>,
) -> Result<Body, FetchError> {
    let lost = |_| FetchError::Network;
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&controller.signal()));
    if let Some(form) = form {
        let headers = Headers::new().map_err(lost)?;
        headers.set("content-type", "application/x-www-form-urlencoded").map_err(lost)?;
        headers.set("accept", "application/json").map_err(lost)?;
        init.set_headers(&headers);
        init.set_method("POST");
        init.set_body(&JsValue::from_str(form));
        init.set_redirect(RequestRedirect::Manual);
    }
    let window = web_sys::window().ok_or(FetchError::Network)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await.map_err(lost)?;
    let response: Response = answer.unchecked_into();
    let header = |name| response.headers().get(name).ok().flatten();
    if let Some(error) = FetchError::of_status(response.status()) {
        *retry_after = header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
        return Err(error);
    }
    let found = header("content-type").unwrap_or_default();
    if !may_be_json(&found) {
        controller.abort();
        return Err(FetchError::ContentType { found });
    }
    read_capped(&response, limits.max_bytes, controller).await.map(Body)
}

/// Reads the body chunk by chunk, so that an endless answer is cut at the cap and not held in memory.
async fn read_capped(
    response: &Response,
    max_bytes: u32,
    controller: &AbortController,
) -> Result<Uint8Array, FetchError> {
    let Some(stream) = response.body() else { return Ok(Uint8Array::new_with_length(0)) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut chunks: Vec<Uint8Array> = Vec::new();
    let mut length: u32 = 0;
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|_| FetchError::Network)?;
        let step: Object = step.unchecked_into();
        let field = |name: &str| Reflect::get(&step, &name.into()).unwrap_or_default();
        if field("done").is_truthy() {
            break;
        }
        let chunk: Uint8Array = field("value").unchecked_into();
        length = length.saturating_add(chunk.length());
        if length > max_bytes {
            controller.abort();
            return Err(FetchError::TooLarge { max_bytes });
        }
        chunks.push(chunk);
    }
    let whole = Uint8Array::new_with_length(length);
    let mut offset = 0;
    for chunk in &chunks {
        whole.set(chunk, offset);
        offset += chunk.length();
    }
    Ok(whole)
}

fn message_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| "unknown error".to_owned())
}
