// The trainer's microphone and the room's voices. A press that is held talks for so long, a short one until the next.
// Python carries the offer to the server and says who may hear; the server is who keeps to that.
const SLOTS = 8; // voices at once, as schemas/voice.py has it
const TAP_MS = 350;
const GATHER_MS = 1000;
const LOST_MS = 3000; // a connection that limps for so long is made anew
const AGAIN_MS = [300, 1000, 2000, 5000];

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export default {
  template: `
    <div class="radio">
      <div class="radio-buttons">
        <button type="button" class="talk" :class="{ on: talking }" :aria-pressed="String(talking)"
          @pointerdown="pointer" @pointerup="release" @pointercancel="release" @blur="release" @contextmenu.prevent
          @keydown.space.prevent="key" @keydown.enter.prevent="key" @keyup.space.prevent="release" @keyup.enter.prevent="release" @click="click">
          <span class="material-icons" aria-hidden="true">{{ talking ? "mic" : "mic_none" }}</span>
          <span>{{ words.radio_talk }}</span>
          <span class="level" :style="{ transform: 'scaleX(' + level + ')' }" aria-hidden="true"></span>
        </button>
        <button type="button" class="listen" :class="{ on: listening }" :aria-pressed="String(listening)" @click="listen">
          <span class="material-icons" aria-hidden="true">{{ listening ? "hearing" : "hearing_disabled" }}</span>
          <span>{{ words.radio_listen }}</span>
        </button>
      </div>
      <p class="soft" :class="{ wrong: wrong }" role="status">{{ said }}</p>
    </div>`,
  props: { words: Object },
  data: () => ({ talking: false, listening: false, level: 0, state: "radio_hint", why: "" }),
  computed: {
    said() {
      return this.why || this.words[this.talking ? "radio_talking" : this.listening && !this.wrong ? "radio_listening" : this.state];
    },
    wrong() {
      return Boolean(this.why) || ["radio_refused", "radio_no_mic", "radio_insecure", "radio_lost"].includes(this.state);
    },
  },
  async mounted() {
    while (!window.socket) await sleep(20); // a page is mounted before it is connected
    if (this.gone) return;
    // Without the page's own connection the server hears no button: it has silenced us, whatever we send.
    this.cut = () => {
      if (!this.pc) return;
      this.silenced();
      this.talk(false);
      this.state = "radio_lost";
    };
    this.back = () => this.pc && this.state === "radio_lost" && (this.state = "radio_ready");
    window.socket.on("disconnect", this.cut);
    window.socket.on("connect", this.back);
  },
  unmounted() {
    this.gone = true;
    window.socket?.off("disconnect", this.cut);
    window.socket?.off("connect", this.back);
    this.close();
    this.microphone?.getTracks().forEach((track) => track.stop());
    this.sound?.pause();
    this.meter?.close();
  },
  methods: {
    // what hands do ---------------------------------------------------------------------------------------------------
    pointer(event) {
      if (event.button !== 0) return;
      event.target.setPointerCapture?.(event.pointerId);
      this.press();
    },
    key(event) {
      if (!event.repeat) this.press();
    },
    click(event) {
      // A screen reader presses without a pointer or a key: that is a tap.
      if (event.detail !== 0 || this.pressedAt) return;
      this.turn(!this.wanted);
      this.kept = this.wanted;
    },
    press() {
      this.pressedAt = performance.now();
      this.wasOpen = Boolean(this.pc && this.microphone);
      this.turn(!this.kept); // a press ends what a tap began
    },
    release() {
      if (!this.pressedAt) return;
      const tap = this.wanted && this.wasOpen && performance.now() - this.pressedAt < TAP_MS;
      this.pressedAt = 0;
      if (tap) this.kept = true;
      else this.turn(false);
    },
    turn(on) {
      this.kept = false;
      this.wanted = on;
      if (on) this.open(true);
      else this.talk(false);
    },
    async listen() {
      this.listening = !this.listening;
      if (this.listening && !(await this.open(false))) this.listening = false;
      this.tell();
      if (this.listening) this.sound.play().catch(() => {});
      else this.sound?.pause();
    },
    /** Python: the server has silenced us. */
    silenced() {
      this.wanted = this.kept = false;
      this.talking = this.listening = false;
      this.told = JSON.stringify({ talking: false, listening: false });
    },
    // what follows from it ----------------------------------------------------------------------------------------------
    async open(speak) {
      this.why = "";
      if (!window.socket?.connected) return this.fail("radio_lost");
      if (!window.RTCPeerConnection || (speak && !navigator.mediaDevices)) return this.fail("radio_insecure");
      if (speak && !this.microphone) {
        this.state = "radio_opening";
        try {
          const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
          this.microphone = await navigator.mediaDevices.getUserMedia({ audio });
        } catch (error) {
          return this.fail(["NotAllowedError", "SecurityError"].includes(error.name) ? "radio_refused" : "radio_no_mic");
        }
        this.microphone.getTracks()[0].onended = () => this.unplugged();
        this.measure();
      }
      this.connecting ??= this.connect().finally(() => (this.connecting = null));
      if (!(await this.connecting)) return false;
      if (this.microphone) await this.sender.replaceTrack(this.microphone.getTracks()[0]);
      if (this.state !== "radio_hint") this.state = "radio_ready";
      this.talk(Boolean(this.wanted));
      return true;
    },
    talk(on) {
      this.microphone?.getTracks().forEach((track) => (track.enabled = on));
      const before = this.talking;
      this.talking = Boolean(on && this.microphone && this.pc);
      if (before !== this.talking) this.tell();
    },
    tell() {
      if (!this.pc) return;
      const air = { talking: this.talking, listening: this.listening };
      if (JSON.stringify(air) === this.told) return;
      this.told = JSON.stringify(air);
      this.$emit("air", air);
    },
    fail(state) {
      this.wanted = this.kept = false;
      this.state = state;
      return false;
    },
    unplugged() {
      this.microphone = null;
      this.fail("radio_no_mic");
      this.talk(false);
    },
    // the connection ----------------------------------------------------------------------------------------------------
    async connect() {
      if (this.pc) return true;
      const pc = new RTCPeerConnection({ iceServers: [] });
      const heard = new MediaStream();
      pc.ontrack = ({ track }) => heard.addTrack(track);
      const { sender } = pc.addTransceiver("audio", { direction: "sendonly" });
      for (let i = 0; i < SLOTS; i++) pc.addTransceiver("audio", { direction: "recvonly" });
      await pc.setLocalDescription();
      await Promise.race([sleep(GATHER_MS), new Promise((done) => (pc.onicegatheringstatechange = () => pc.iceGatheringState === "complete" && done()))]);
      const { sdp, why } = await new Promise((done) => {
        this.answered = done;
        this.$emit("offer", { sdp: pc.localDescription.sdp });
      });
      if (!sdp || this.gone) {
        pc.close();
        this.why = why;
        return false;
      }
      const up = new Promise((done) => {
        pc.onconnectionstatechange = () => {
          if (pc.connectionState === "connected") done(true);
          if (["failed", "closed"].includes(pc.connectionState)) done(false), this.lost(pc);
          if (pc.connectionState === "disconnected") sleep(LOST_MS).then(() => pc.connectionState === "disconnected" && this.lost(pc));
        };
      });
      await pc.setRemoteDescription({ type: "answer", sdp });
      if (!(await up)) {
        pc.close();
        return this.fail("radio_lost");
      }
      [this.pc, this.sender, this.told] = [pc, sender, ""];
      this.sound ??= new Audio();
      this.sound.srcObject = heard;
      return true;
    },
    /** Python's answer to an offer: an SDP, or why not. */
    answer(sdp, why) {
      this.answered?.({ sdp, why });
    },
    async lost(pc) {
      if (pc !== this.pc || this.gone) return;
      this.close();
      this.fail("radio_lost");
      this.talking = false;
      for (let n = 0; !this.pc && !this.gone && !this.why; n++) {
        await sleep(AGAIN_MS[Math.min(n, AGAIN_MS.length - 1)]);
        if (this.gone || !(await this.open(false))) continue;
        this.state = "radio_ready";
        this.tell();
        if (this.listening) this.sound.play().catch(() => {});
      }
    },
    close() {
      const pc = this.pc;
      this.pc = null;
      pc?.close();
    },
    measure() {
      this.meter = new AudioContext();
      const ear = this.meter.createAnalyser();
      this.meter.createMediaStreamSource(this.microphone).connect(ear);
      const samples = new Float32Array(ear.fftSize);
      const look = () => {
        if (this.gone || !this.microphone) return;
        ear.getFloatTimeDomainData(samples);
        const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
        this.level = this.talking ? Math.min(1, Math.max(0, 1 + Math.log10(rms + 1e-6) / 2.5)).toFixed(2) : 0;
        setTimeout(look, 100);
      };
      look();
    },
  },
};
