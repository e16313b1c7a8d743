import { clock, Eye, legend, Plan } from "seoul-view";

const HZ = 20;
const MOST_CHUNKS = 40; // kept in memory; the browser keeps more on its disk

// A drill again, from above and through anybody's eyes, at any moment and speed. Chunks of pictures are fetched as they are needed.
export default {
  template: `
    <div class="debrief-view">
      <div class="plan" ref="plan"></div>
      <figure class="eye" v-show="eyes"><div ref="eye" class="eye-picture"></div><figcaption ref="caption"></figcaption></figure>
      <div class="player" role="group" :aria-label="words.player">
        <button type="button" class="play" @click="toggle" :aria-label="playing ? words.pause : words.play">{{ playing ? "❚❚" : "▶" }}</button>
        <input type="range" min="0" :max="film.ticks" :step="film.every" :value="tick" @input="slide" :aria-label="words.moment" :aria-valuetext="at" :data-shown="shown" :data-shown-ms="shownMs">
        <output>{{ at }}</output>
        <label>{{ words.speed }} <select v-model.number="speed"><option v-for="s in [0.25, 0.5, 1, 2, 4, 8, 16]" :value="s">×{{ s }}</option></select></label>
        <label>{{ words.watch }} <select v-model="eyes" @change="draw"><option value="">{{ words.nobody }}</option><option v-for="p in people" :value="p.id">{{ p.name }}</option></select></label>
        <label><input type="checkbox" v-model="smoke" @change="draw"> {{ words.smoke_shown }}</label>
        <label><input type="checkbox" v-model="agent" @change="draw"> {{ words.agent_shown }}</label>
        <label><input type="checkbox" v-model="trails" @change="draw"> {{ words.trails_shown }}</label>
        <label v-if="theirs.length"><input type="checkbox" v-model="ghost" @change="draw"> {{ words.ghost_shown }}</label>
      </div>
    </div>`,
  props: { building: Object, words: Object, film: Object, people: Array, tracks: Object, agents: Array, chart: Number },
  data: () => ({ theirs: [], tick: 0, playing: false, speed: 1, eyes: "", smoke: true, agent: true, trails: true, ghost: true, shown: -1, shownMs: 0 }),
  computed: {
    at() {
      return `${clock(this.tick / HZ)} / ${clock(this.film.ticks / HZ)}`;
    },
  },
  mounted() {
    this.chunks = new Map();
    this.plan = new Plan(this.$refs.plan, this.building, this.words, (kind, name) => {
      if (kind !== "person") return;
      this.eyes = this.eyes === name ? "" : name;
      this.draw();
    });
    legend(this.$refs.plan, this.words);
    this.seek(0);
  },
  unmounted() {
    this.playing = false;
    this.eye?.dispose();
  },
  methods: {
    /** Another's run at the same times, to compare with. */
    compare(ghosts) {
      this.theirs = ghosts;
      this.draw();
    },
    slide(event) {
      this.seek(Number(event.target.value));
    },
    async seek(tick) {
      const asked = performance.now();
      this.tick = Math.max(0, Math.min(this.film.ticks, Math.round(tick)));
      const wanted = this.tick;
      const frame = await this.frameAt(wanted);
      if (!frame || wanted !== this.tick) return;
      this.frame = frame;
      this.draw();
      this.shown = frame.tick;
      this.shownMs = Math.round(performance.now() - asked);
    },
    async frameAt(tick) {
      const frames = await this.load(Math.min(Math.floor(tick / this.film.chunk), Math.floor(this.film.ticks / this.film.chunk)));
      if (!frames?.length) return null;
      let best = frames[0];
      for (const frame of frames) if (frame.tick <= tick) best = frame;
      return best;
    },
    load(number) {
      if (!this.chunks.has(number)) {
        const coming = fetch(`${this.film.url}/${number}`).then((r) => (r.ok ? r.json() : null)).catch(() => null);
        this.chunks.set(number, coming);
        if (this.chunks.size > MOST_CHUNKS) this.chunks.delete(this.chunks.keys().next().value);
        coming.then((frames) => frames ?? this.chunks.delete(number));
      }
      return this.chunks.get(number);
    },
    toggle() {
      this.playing = !this.playing;
      if (!this.playing) return;
      if (this.tick >= this.film.ticks) this.tick = 0;
      let last = performance.now();
      let exact = this.tick;
      const go = async (now) => {
        if (!this.playing) return;
        if (Math.abs(exact - this.tick) > 2 * this.film.every * Math.max(1, this.speed)) exact = this.tick; // somebody slid
        exact += ((now - last) / 1000) * HZ * this.speed;
        last = now;
        this.load(Math.min(Math.floor(this.film.ticks / this.film.chunk), Math.floor(exact / this.film.chunk) + 1));
        if (Math.floor(exact / this.film.every) !== Math.floor(this.tick / this.film.every)) await this.seek(exact);
        if (this.tick >= this.film.ticks) this.playing = false;
        requestAnimationFrame(go);
      };
      requestAnimationFrame(go);
    },
    draw() {
      if (!this.frame) return;
      this.plan.smoke = this.smoke;
      this.plan.show(this.frame);
      this.plan.follow(this.eyes);
      this.plan.agent(this.agent ? this.patches() : []);
      this.plan.trails(this.trails ? this.paths() : []);
      this.plan.ghosts(this.ghost ? this.ghostsNow() : []);
      if (this.eyes) this.$nextTick(() => this.look());
      this.mark();
    },
    patches() {
      let found = [];
      for (const [tick, patches] of this.agents) if (tick <= this.tick + 200) found = patches;
      const most = Math.max(0.001, ...found.map((p) => p[3]));
      return found.map(([x, z, size, density]) => ({ x, z, size, share: density / most }));
    },
    paths() {
      const count = Math.floor(this.tick / HZ) + 1;
      return Object.entries(this.tracks).map(([id, t]) => ({
        id,
        points: t.x.slice(0, count).map((x, i) => [x, t.z[i]]).filter(([x]) => x !== null && x !== undefined),
      }));
    },
    ghostsNow() {
      const second = Math.floor(this.tick / HZ);
      return this.theirs
        .map((g) => ({ id: g.id, name: g.name, x: g.x[Math.min(second, g.x.length - 1)], z: g.z[Math.min(second, g.z.length - 1)] }))
        .filter((g) => g.x !== null && g.x !== undefined);
    },
    look() {
      if (this.broken) return;
      try {
        this.eye ??= new Eye(this.$refs.eye, this.building);
        const there = this.eye.show(this.frame, this.eyes, this.smoke);
        const p = this.frame.people.find((q) => q.id === this.eyes);
        this.$refs.caption.textContent = there && p
          ? `${p.name} · ${this.words.sight} ${p.visibility_m.toFixed(1)} m · ${Math.round(p.air_k - 273.15)} °C · FED ${p.fed.toFixed(3)}`
          : this.words.nowhere;
      } catch {
        this.broken = true;
        this.$refs.caption.textContent = this.words.no_webgl;
      }
    },
    // the chart below has a line where we are, and a press on it goes there
    mark() {
      const chart = getElement(this.chart)?.chart;
      if (!chart) return;
      if (!this.listening) {
        this.listening = true;
        chart.getZr().on("click", (event) => {
          const [second] = chart.convertFromPixel({ xAxisIndex: 0 }, [event.offsetX, event.offsetY]);
          this.seek(second * HZ);
        });
      }
      if (!this.line?.isConnected) {
        this.line = document.createElement("div"); // not drawn by the chart, which would draw all its curves again
        this.line.className = "now";
        chart.getDom().appendChild(this.line);
      }
      this.line.style.transform = `translateX(${chart.convertToPixel({ xAxisIndex: 0 }, this.tick / HZ)}px)`;
    },
  },
};
