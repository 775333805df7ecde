// How cards look in Teams, as the renderer wants it. Colours are variables of tokens.css, so that light and dark
// change without drawing the card anew.

const tone = (name) => ({
  default: `var(--ac-${name})`,
  subtle: `var(--ac-${name}-subtle)`,
  highlightColors: { default: "var(--ac-highlight)", subtle: "var(--ac-highlight)" },
});

const COLORS = {
  default: tone("text"),
  dark: tone("dark"),
  light: tone("light"),
  accent: tone("accent"),
  good: tone("good"),
  warning: tone("warning"),
  attention: tone("attention"),
};

const style = (name) => ({
  backgroundColor: `var(--ac-bg-${name})`,
  borderColor: `var(--ac-border-${name})`,
  foregroundColors: COLORS,
});

const TYPE = {
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
};

export const HOST_CONFIG = {
  fontTypes: { default: { fontFamily: "inherit", ...TYPE }, monospace: { fontFamily: "var(--mono)", ...TYPE } },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { none: 0, small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--border)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: style("default"),
    emphasis: style("emphasis"),
    accent: style("accent"),
    good: style("good"),
    warning: style("warning"),
    attention: style("attention"),
  },
  actions: {
    maxActions: 6,
    spacing: "large",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 16, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  adaptiveCard: { allowCustomStyle: false },
  imageSet: { imageSize: "medium", maxImageHeight: 100 },
  factSet: {
    title: { size: "default", color: "default", isSubtle: false, weight: "bolder", wrap: true, maxWidth: 150 },
    value: { size: "default", color: "default", isSubtle: false, weight: "default", wrap: true },
    spacing: 16,
  },
  textStyles: { heading: { size: "large", weight: "bolder", color: "default", isSubtle: false } },
  textBlock: { headingLevel: 4 },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", color: "default", size: "default", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder", color: "default", size: "default" },
    },
    errorMessage: { spacing: "small", weight: "default", color: "attention", size: "small" },
  },
  media: { allowInlinePlayback: false },
};
