//! The pool of mounted apps.
//!
//! Yew 0.23 never frees the closures of an app's root listeners, and each holds its host. So an app is
//! made once, with a `<div>` of ours as its host, and never destroyed: when its element is gone the
//! `<div>` goes back to the pool, and the next element takes it, under a new instance id that keys the
//! widget's component. Memory is bounded by the largest number of elements alive at once.

use crate::{
    Attributes, Instance, Widget,
    mount::{ViewProps, attributes_of, shadow_root_for},
};
use std::{cell::RefCell, marker::PhantomData, rc::Rc};
use web_sys::{CssStyleSheet, Element, HtmlElement};
use yew::{AppHandle, Component, Context, Html, Properties, virtual_dom::VComp};

#[derive(Clone, PartialEq, Properties)]
struct HostProps {
    live: Option<ViewProps>,
}

/// The app's own component: the widget's root one, or nothing.
struct Host<W>(PhantomData<W>);

impl<W: Widget> Component for Host<W> {
    type Message = ();
    type Properties = HostProps;

    fn create(_: &Context<Self>) -> Self {
        Self(PhantomData)
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match &context.props().live {
            Some(view) => {
                let key = Some(view.instance.id().into());
                VComp::new::<W::View>(Rc::new(view.clone()), key).into()
            }
            None => Html::default(),
        }
    }
}

struct App<W: Widget> {
    handle: AppHandle<Host<W>>,
    host: Element,
}

struct Live<W: Widget> {
    app: App<W>,
    instance: Instance,
}

/// The apps of one widget kind: those on the page, and those waiting for an element.
pub(crate) struct Pool<W: Widget> {
    sheet: CssStyleSheet,
    free: RefCell<Vec<App<W>>>,
    live: RefCell<Vec<Live<W>>>,
}

/// What the bundle needs of a pool, whatever its widget.
pub(crate) trait AnyPool {
    fn kind(&self) -> &'static str;
    fn mount(&self, id: u32, element: HtmlElement);
    /// False where no element of this pool has that id.
    fn update(&self, id: u32) -> bool;
    fn release(&self, id: u32) -> bool;
}

impl<W: Widget> Pool<W> {
    pub(crate) fn new(sheet: CssStyleSheet) -> Self {
        Self { sheet, free: RefCell::default(), live: RefCell::default() }
    }
}

fn props(instance: &Instance) -> HostProps {
    let attributes: Rc<Attributes> = Rc::new(attributes_of(instance.element()));
    HostProps { live: Some(ViewProps { instance: instance.clone(), attributes }) }
}

impl<W: Widget> AnyPool for Pool<W> {
    fn kind(&self) -> &'static str {
        W::KIND
    }

    fn mount(&self, id: u32, element: HtmlElement) {
        let root = shadow_root_for(&element, &self.sheet);
        let instance = Instance::new(id, W::KIND, element);
        let free = self.free.borrow_mut().pop();
        let app = match free {
            Some(mut app) => {
                root.replace_children_with_node_1(&app.host);
                app.handle.update(props(&instance));
                app
            }
            None => {
                let document = root.owner_document().expect("a shadow root belongs to a document");
                let host = document.create_element("div").expect("div is a valid name");
                root.replace_children_with_node_1(&host);
                let handle =
                    yew::Renderer::<Host<W>>::with_root_and_props(host.clone(), props(&instance)).render();
                App { handle, host }
            }
        };
        self.live.borrow_mut().push(Live { app, instance });
    }

    fn update(&self, id: u32) -> bool {
        let mut live = self.live.borrow_mut();
        let Some(found) = live.iter_mut().find(|live| live.instance.id() == id) else { return false };
        let props = props(&found.instance);
        found.app.handle.update(props);
        true
    }

    fn release(&self, id: u32) -> bool {
        let mut live = self.live.borrow_mut();
        let Some(index) = live.iter().position(|live| live.instance.id() == id) else { return false };
        let Live { mut app, .. } = live.swap_remove(index);
        app.handle.update(HostProps { live: None });
        app.host.remove();
        self.free.borrow_mut().push(app);
        true
    }
}
