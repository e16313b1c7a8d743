import { Eye, legend, Plan } from "seoul-view";

// The floor from above, and beside it what one person sees. Python sends frames; each is answered, so that none pile up.
export default {
  template: `
    <div class="live-view">
      <div ref="plan" class="plan"></div>
      <figure class="eye" v-show="eyes"><div ref="eye" class="eye-picture"></div><figcaption ref="caption"></figcaption></figure>
    </div>`,
  props: { building: Object, words: Object },
  data: () => ({ eyes: "" }),
  mounted() {
    this.plan = new Plan(this.$refs.plan, this.building, this.words, (kind, name) => this.$emit("pick", { kind, name }));
    legend(this.$refs.plan, this.words);
  },
  unmounted() {
    this.eye?.dispose();
  },
  methods: {
    show(frame) {
      this.frame = frame;
      this.plan.show(frame);
      this.drawEye();
      this.$emit("drawn", { tick: frame.tick });
    },
    look(id) {
      this.eyes = id;
      this.plan.follow(id);
      if (this.frame) this.$nextTick(() => this.drawEye());
    },
    smoke(on) {
      this.plan.smoke = on;
      if (this.frame) this.show(this.frame);
    },
    drawEye() {
      if (!this.eyes || this.broken) return;
      try {
        this.eye ??= new Eye(this.$refs.eye, this.building);
        const there = this.eye.show(this.frame, this.eyes, this.plan.smoke);
        const person = (this.frame.people ?? []).find((p) => p.id === this.eyes);
        this.$refs.caption.textContent = there && person ? this.caption(person) : this.words.nowhere;
      } catch (error) {
        this.broken = true; // no WebGL
        this.$refs.caption.textContent = this.words.no_webgl;
      }
    },
    caption(p) {
      const sight = p.visibility_m >= 29.5 ? "30 m+" : `${p.visibility_m.toFixed(1)} m`;
      return `${p.name} · ${this.words.sight} ${sight} · ${Math.round(p.air_k - 273.15)} °C · FED ${p.fed.toFixed(3)} · ${this.words.eye_height} ${p.head ? p.head[1].toFixed(2) : "-"} m`;
    },
  },
};
