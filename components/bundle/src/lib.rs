//! The wasm bundles: one per widget feature, and `all`.
//!
//! What this module exports is the bundle's side of the contract with `shell.js`; the work is in
//! `commune_element::mount`.

/// The pages that use this module have one thread.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod exports {
    use commune_element::mount;
    use js_sys::Function;
    use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
    use web_sys::HtmlElement;

    /// Called once, after the module is instantiated; see `mount::start`.
    #[wasm_bindgen]
    pub fn start(base: String, import: Function, on_panic: Function) {
        mount::start(base, import, on_panic);
        #[cfg(feature = "energy")]
        mount::register::<commune_energy::Energy>();
        #[cfg(feature = "consultation")]
        mount::register::<commune_consultation::Consultation>();
        #[cfg(feature = "services")]
        mount::register::<commune_services::Services>();
        #[cfg(feature = "cyber-quiz")]
        mount::register::<commune_cyber_quiz::CyberQuiz>();
    }

    /// Draws a widget with its commune's settings, if any; the number names it in [`update`] and [`release`].
    #[wasm_bindgen]
    pub fn mount(kind: &str, element: HtmlElement, settings: &JsValue) -> Result<u32, JsValue> {
        mount::mount(kind, element, settings)
    }

    /// Reads the attributes again.
    #[wasm_bindgen]
    pub fn update(id: u32, settings: &JsValue) {
        mount::update(id, settings);
    }

    /// The element is gone: nothing of it stays.
    #[wasm_bindgen]
    pub fn release(id: u32) {
        mount::release(id);
    }
}
